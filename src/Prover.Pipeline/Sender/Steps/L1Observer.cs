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
        var chain = ImmutableDictionary.CreateBuilder<ulong, Bytes32>();
        foreach (L1Transaction row in state.Rows.Where(IsOpen))
        {
            // Nobody else can be at its nonce while the block that it was seen in is in the chain.
            if (row.Inclusion is { } stored && await HashAsync(l1, chain, stored, cancel).ConfigureAwait(false))
            {
                sightings[stored.TransactionHash] = new L1Sighting(true, stored);
                continue;
            }

            foreach (L1TransactionVersion version in row.Versions)
            {
                L1Sighting seen = await l1.LookAsync(version.Hash, cancel).ConfigureAwait(false);
                sightings[version.Hash] = seen;
                _ = seen.Inclusion is { } inclusion
                    && await HashAsync(l1, chain, inclusion, cancel).ConfigureAwait(false);
            }
        }

        return new SenderView
        {
            Time = time,
            L1 = snapshot,
            Sightings = sightings.ToImmutable(),
            Chain = chain.ToImmutable(),
        };
    }

    private static bool IsOpen(L1Transaction row) =>
        row.State is not (L1TransactionState.Final or L1TransactionState.Displaced);

    /// <summary>Asks for the hash at the height of an inclusion; whether it is the inclusion's.</summary>
    private static async Task<bool> HashAsync(
        IL1Sender l1,
        ImmutableDictionary<ulong, Bytes32>.Builder chain,
        L1Inclusion inclusion,
        CancellationToken cancel)
    {
        ulong height = inclusion.BlockNumber;
        if (!chain.ContainsKey(height)
            && await l1.GetBlockHashAsync(height, cancel).ConfigureAwait(false) is { } hash)
        {
            chain.Add(height, hash);
        }

        return chain.TryGetValue(height, out Bytes32 there) && there == inclusion.BlockHash;
    }
}
