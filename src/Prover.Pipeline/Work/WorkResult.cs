namespace Prover.Pipeline;

/// <summary>What a worker has made.</summary>
/// <remarks>Nothing but the proof: what is posted with it is computed by the node from the envelope, so that a worker
/// can at worst send a proof that does not verify.</remarks>
/// <param name="Proof">The proof in EVM form, 256 bytes.</param>
/// <param name="WitnessTime">Time to check and solve.</param>
/// <param name="ProveTime">Time to prove.</param>
public sealed record WorkResult(ReadOnlyMemory<byte> Proof, TimeSpan WitnessTime, TimeSpan ProveTime);
