using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A signed operation and what the sequencer chose for it.</summary>
/// <param name="Operation">The operation with its signature.</param>
/// <param name="FeeAccount">Null exactly if the fee is 0.</param>
public sealed record EnvelopeOperation(SignedOperation Operation, uint? FeeAccount);
