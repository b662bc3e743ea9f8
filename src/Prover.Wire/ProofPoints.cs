using Prover.Algebra;

namespace Prover.Wire;

/// <summary>The three points of a Groth16 proof, by the letters of the paper (ePrint 2016/260, section 3.2).</summary>
/// <param name="A">In G1.</param>
/// <param name="B">In G2.</param>
/// <param name="C">In G1.</param>
public readonly record struct ProofPoints(G1Affine A, G2Affine B, G1Affine C);
