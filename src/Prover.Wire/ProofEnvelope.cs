using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A proven block on its way to L1: all that the submission needs besides the sender's own key.</summary>
/// <param name="Header">The block's header.</param>
/// <param name="Requests">The requests from L1 that the block consumes, in queue order.</param>
/// <param name="Inputs">The public inputs; L1 computes z and y itself.</param>
/// <param name="Proof">The Groth16 proof.</param>
/// <param name="Diff">The bytes to post.</param>
public sealed record ProofEnvelope(
    BlockHeader Header,
    IReadOnlyList<L1Request> Requests,
    PublicInputs Inputs,
    ProofPoints Proof,
    ReadOnlyMemory<byte> Diff);
