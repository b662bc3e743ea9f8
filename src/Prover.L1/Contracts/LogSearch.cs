using Prover.Pipeline;

namespace Prover.L1;

/// <summary>Finds logs in a long range of blocks on nodes that answer for a short one only.</summary>
public static class LogSearch
{
    /// <summary>The shortest range that is asked for, in blocks: what the strictest of the usual services
    /// allow.</summary>
    public const ulong ShortestRange = 500;

    /// <summary>The logs of the latest range that has any; empty if none has.</summary>
    /// <remarks>The whole range first. Where a node refuses that, a tenth of it, from the latest block backwards, and
    /// so on; what a node refuses even for <see cref="ShortestRange"/> is its failure.</remarks>
    public static async Task<IReadOnlyList<L1Log>> LatestAsync(
        IL1Client client, L1LogFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(filter);
        ulong last = (await client.GetHeadAsync(cancel).ConfigureAwait(false)).Number;
        ulong range = last < filter.FromBlock ? 1 : last - filter.FromBlock + 1;
        while (true)
        {
            ulong length = last < filter.FromBlock ? 1 : last - filter.FromBlock + 1;
            ulong first = last - Math.Min(last, Math.Min(range, length) - 1);
            try
            {
                L1LogFilter part = filter with { FromBlock = first, ToBlock = last };
                IReadOnlyList<L1Log> logs = await client.GetLogsAsync(part, cancel).ConfigureAwait(false);
                if (logs.Count > 0 || first <= filter.FromBlock)
                {
                    return logs;
                }

                last = first - 1;
            }
            catch (L1Exception) when (range > ShortestRange)
            {
                range = Math.Max(ShortestRange, range / 10);
            }
        }
    }
}
