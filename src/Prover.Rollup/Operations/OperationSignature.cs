using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>An EdDSA-Poseidon signature as it travels: three numbers below r, of which nothing else is known yet.</summary>
/// <param name="R8X">x of R₈.</param>
/// <param name="R8Y">y of R₈.</param>
/// <param name="S">The scalar; a valid one is below ℓ, which is below r.</param>
public readonly record struct OperationSignature(Fr R8X, Fr R8Y, Fr S);
