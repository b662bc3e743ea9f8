using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>An operation with its owner's signature, as the sequencer receives it.</summary>
/// <param name="Fields">What was signed.</param>
/// <param name="Signature">EdDSA-Poseidon over <see cref="OperationMessage.Compute"/>.</param>
public sealed record SignedOperation(SignedFields Fields, EdDsaSignature Signature);
