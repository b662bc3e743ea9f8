using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A proven block, ready for L1.</summary>
/// <param name="Header">What the block says about itself.</param>
/// <param name="Requests">The L1 requests that it consumes, in queue order.</param>
/// <param name="Commitment">C.</param>
/// <param name="Diff">The posted bytes.</param>
/// <param name="Proof">
/// The proof in EVM form, 256 bytes: A (x, y), B (x.c1, x.c0, y.c1, y.c0), C (x, y), 32 big-endian bytes each.
/// </param>
public sealed record BlockSubmission(
    BlockHeader Header,
    IReadOnlyList<L1Request> Requests,
    Fr Commitment,
    ReadOnlyMemory<byte> Diff,
    ReadOnlyMemory<byte> Proof)
{
    /// <summary>Bytes of a proof in EVM form.</summary>
    public const int ProofBytes = 256;

    /// <summary>The submission of an executed block.</summary>
    public static BlockSubmission Of(
        ExecutedBlock block, Fr commitment, ReadOnlyMemory<byte> diff, ReadOnlyMemory<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new BlockSubmission(
            block.Header, [.. block.Requests.Select(slot => slot.Request)], commitment, diff, proof);
    }
}
