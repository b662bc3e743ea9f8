using System.Numerics;

namespace Prover.Pipeline;

/// <summary>Where submission stands: what <c>prover l1 status</c> shows.</summary>
/// <param name="Admitted">The highest block that was admitted; null if none.</param>
/// <param name="Proved">The last of the blocks without a gap from the one after L1's that have a verified proof, or
/// L1's; counted at most 1,000 jobs ahead.</param>
/// <param name="OnL1">The last block that the contract accepted; null if L1 was not seen yet.</param>
/// <param name="Final">The last block that is final; null if none.</param>
/// <param name="LatestNonce">The account's next nonce in the chain; null if L1 was not seen yet.</param>
/// <param name="PendingNonce">The same with the node's pool.</param>
/// <param name="Balance">What the account has, in wei.</param>
/// <param name="InFlight">Transactions that are in no block yet, capped ones included.</param>
/// <param name="Capped">Those of them that may not rise further.</param>
/// <param name="Held">Jobs that are held in Submit or Final, each with its reason.</param>
/// <param name="Waits">What the sender waits for; null if for nothing.</param>
/// <param name="Trouble">Why L1 does not answer; null if it does.</param>
/// <param name="Keys">The circuits here and on L1; empty if they were not compared.</param>
public sealed record SubmissionStatus(
    uint? Admitted,
    uint? Proved,
    uint? OnL1,
    uint? Final,
    ulong? LatestNonce,
    ulong? PendingNonce,
    BigInteger? Balance,
    IReadOnlyList<L1Transaction> InFlight,
    IReadOnlyList<L1Transaction> Capped,
    IReadOnlyList<Job> Held,
    string? Waits,
    string? Trouble,
    IReadOnlyList<CircuitKeyCheck> Keys)
{
    /// <summary>Whether every circuit here is the one on L1; null if they were not compared.</summary>
    public bool? KeysMatch => Keys.Count == 0 ? null : Keys.All(check => check.Matches);

    /// <summary>Puts the status together from the store and the sender's last round.</summary>
    public static Task<SubmissionStatus> ReadAsync(
        IJobStore store,
        ulong chainId,
        SenderReport? last,
        IReadOnlyList<CircuitKeyCheck> keys,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(keys);
        return store.ReadAsync(reader => Read(reader, chainId, last, keys), cancel);
    }

    private static SubmissionStatus Read(
        IJobReader reader, ulong chainId, SenderReport? last, IReadOnlyList<CircuitKeyCheck> keys)
    {
        SenderState state = SenderReader.Read(reader, chainId);
        L1Transaction[] inFlight =
        [
            .. state.Rows.Where(row => row.State is L1TransactionState.Pending or L1TransactionState.Capped),
        ];
        uint? onL1 = last?.L1?.Rollup.BlockNumber;
        return new SubmissionStatus(
            Newest(reader, chainId),
            LastProved(state, onL1 ?? state.Mark?.BlockNumber),
            onL1,
            state.Mark?.BlockNumber,
            last?.L1?.LatestNonce,
            last?.L1?.PendingNonce,
            last?.L1?.Balance,
            inFlight,
            [.. inFlight.Where(row => row.State == L1TransactionState.Capped)],
            [.. state.Jobs.Where(job => job.State == JobState.Held)],
            last?.Waits,
            last?.Trouble,
            keys);
    }

    private static uint? Newest(IJobReader reader, ulong chainId)
    {
        var query = new JobQuery { NewestFirst = true, After = new JobId(chainId, uint.MaxValue), Limit = 1 };
        IReadOnlyList<Job> newest = reader.Select(query);
        return newest.Count == 1 && newest[0].Id.ChainId == chainId ? newest[0].Id.BlockNumber : null;
    }

    private static uint? LastProved(SenderState state, uint? from)
    {
        uint number = from ?? 0;
        HashSet<uint> ready = [.. state.Jobs.Select(job => job.Id.BlockNumber)];
        while (ready.Contains(number + 1))
        {
            number++;
        }

        return number == 0 ? null : number;
    }
}
