using System.Collections.Immutable;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Reads from L1 what the machine needs to know about the stored transactions.</summary>
internal static class L1Observer
{
    /// <summary>A view of L1 for a stored state; nothing is looked up in advance that is needed rarely.</summary>
    public static async Task<SenderView> ObserveAsync(
        IL1Sender l1, SenderState state, int? finalityDepth, DateTimeOffset time, CancellationToken cancel)
    {
        // The receipts come after the snapshot: what the snapshot's nonces count has a receipt by then.
        L1Snapshot snapshot = await l1.ObserveAsync(finalityDepth, cancel).ConfigureAwait(false);
        var sightings = ImmutableDictionary.CreateBuilder<Bytes32, L1Sighting>();
        var heights = new SortedSet<ulong>();
        foreach (L1Transaction row in state.Rows.Where(IsOpen))
        {
            _ = row.Inclusion is { } stored && heights.Add(stored.BlockNumber);
            foreach (L1TransactionVersion version in row.Versions)
            {
                L1Sighting seen = await l1.LookAsync(version.Hash, cancel).ConfigureAwait(false);
                sightings.Add(version.Hash, seen);
                _ = seen.Inclusion is { } inclusion && heights.Add(inclusion.BlockNumber);
            }
        }

        return new SenderView
        {
            Time = time,
            L1 = snapshot,
            Sightings = sightings.ToImmutable(),
            Chain = await HashesAsync(l1, heights, cancel).ConfigureAwait(false),
        };
    }

    private static bool IsOpen(L1Transaction row) =>
        row.State is not (L1TransactionState.Final or L1TransactionState.Displaced);

    private static async Task<ImmutableDictionary<ulong, Bytes32>> HashesAsync(
        IL1Sender l1, IEnumerable<ulong> heights, CancellationToken cancel)
    {
        var chain = ImmutableDictionary.CreateBuilder<ulong, Bytes32>();
        foreach (ulong height in heights)
        {
            if (await l1.GetBlockHashAsync(height, cancel).ConfigureAwait(false) is { } hash)
            {
                chain.Add(height, hash);
            }
        }

        return chain.ToImmutable();
    }
}
