using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>An executed block with all that a stateless prover needs, and nothing that it could not check.</summary>
/// <param name="Header">The header.</param>
/// <param name="Commitment">C over the public words: binds everything in the header that the state does not.</param>
/// <param name="Requests">The requests from L1, in queue order.</param>
/// <param name="Withdrawals">The withdrawals in the order of their slots.</param>
/// <param name="Transfers">The transfers in the order of their slots.</param>
/// <param name="Touched">The existing accounts that the block accesses, by strictly increasing index.</param>
/// <param name="Created">The paths of the new accounts, in index order.</param>
public sealed record BlockEnvelope(
    BlockHeader Header,
    Fr Commitment,
    IReadOnlyList<EnvelopeRequest> Requests,
    IReadOnlyList<EnvelopeOperation> Withdrawals,
    IReadOnlyList<EnvelopeOperation> Transfers,
    IReadOnlyList<EnvelopeAccount> Touched,
    IReadOnlyList<MerklePath> Created)
{
    /// <summary>The envelope of a sealed block.</summary>
    public static BlockEnvelope Of(ExecutedBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new BlockEnvelope(
            block.Header,
            BlockBinding.Commit(PublicWords.Of(block)),
            [.. block.Requests.Select(slot => new EnvelopeRequest(slot.Request, slot.Target))],
            [.. block.Withdrawals.Select(slot => new EnvelopeOperation(slot.Operation, slot.FeeAccount))],
            [.. block.Transfers.Select(slot => new EnvelopeOperation(slot.Operation, slot.FeeAccount))],
            [.. block.Touched.Select(entry => new EnvelopeAccount(entry.Before.Account, entry.Path))],
            [.. block.Created.Select(entry => entry.Path)]);
    }
}
