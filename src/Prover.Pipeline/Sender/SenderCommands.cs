using System.Numerics;

namespace Prover.Pipeline;

/// <summary>What an operator may do about transactions of the L1 sender; each verb is one durable change.</summary>
/// <remarks>Jobs that are held after a revert or an alarm go on by <see cref="IJobAdmin.RetryAsync"/>.</remarks>
public sealed class SenderCommands
{
    private readonly IJobStore _store;
    private readonly TimeProvider _clock;

    /// <summary>Commands on a store; the sender that runs on it takes them up in its next round.</summary>
    public SenderCommands(IJobStore store, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(clock);
        _store = store;
        _clock = clock;
    }

    /// <summary>Gives one transaction its own caps, so that it can be replaced by a better offer.</summary>
    /// <returns>Null, or one line why not.</returns>
    public Task<string?> ResolveCappedAsync(ulong nonce, FeeCaps caps, string by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(caps);
        ArgumentException.ThrowIfNullOrEmpty(by);
        return _store.TransactAsync("l1 raise cap", store => Raise(store, nonce, _ => (caps, null), by), cancel);
    }

    /// <summary>Gives one transaction its own cap for all that is paid for a gas. What of it may go to the proposer
    /// follows: as much as the rules allow, or twice what it offers already, which is room for five replacements.
    /// </summary>
    /// <returns>Null, or one line why not: with less than a replacement has to offer it would stay capped.</returns>
    public Task<string?> ResolveCappedAsync(
        ulong nonce, BigInteger maxFeePerGas, SenderRules rules, string by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentException.ThrowIfNullOrEmpty(by);
        return _store.TransactAsync(
            "l1 raise cap",
            store => Raise(store, nonce, newest => CapsFor(newest, maxFeePerGas, rules), by),
            cancel);
    }

    /// <summary>After L1 took back what was final: sends the transactions from a nonce on again, as they are stored,
    /// although they were settled.</summary>
    /// <remarks>Blocks that were final are held by the alarm; they go on by a retry, not by this.</remarks>
    /// <returns>Null, or one line why not.</returns>
    public Task<string?> ReopenAsync(ulong fromNonce, CancellationToken cancel) =>
        _store.TransactAsync("l1 reopen", store => Reopen(store, fromNonce), cancel);

    /// <summary>One line why a job must not be dropped or proven again now; null if it may.</summary>
    /// <remarks>While a transaction of a job may still be mined, its number belongs to its block. One that reverted
    /// may succeed in another branch of L1 until it is settled.</remarks>
    public static string? WhyBound(IJobReader reader, JobId job)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ulong floor = SenderSettings.Floor(reader);
        L1Transaction? row = reader.L1TransactionsOf(job).FirstOrDefault(row => IsOpen(row, floor));
        return row is null
            ? null
            : $"transaction {row.Nonce} of {job} may still be mined, or is: it is {row.State} on L1";
    }

    private static bool IsOpen(L1Transaction row, ulong floor) => row.State is not L1TransactionState.Displaced
        && (row.State != L1TransactionState.Reverted || row.Nonce >= floor);

    private static string? Reopen(IJobTransaction store, ulong fromNonce)
    {
        L1Transaction[] settled =
        [
            .. store.L1Transactions(fromNonce).Where(row =>
                row.State is L1TransactionState.Displaced or L1TransactionState.Reverted
                || row is { State: L1TransactionState.Final, Job: null }),
        ];
        if (settled.Length == 0)
        {
            return $"no transaction from nonce {fromNonce} on is settled without a block";
        }

        foreach (L1Transaction row in settled)
        {
            store.Save(row with { State = L1TransactionState.Pending, Inclusion = null, Reason = null });
        }

        SenderSettings.SetFloor(store, Math.Min(SenderSettings.Floor(store), settled[0].Nonce));
        return null;
    }

    private static (FeeCaps Caps, string? Refusal) CapsFor(
        L1TransactionVersion newest, BigInteger maxFeePerGas, SenderRules rules)
    {
        BigInteger room = 2 * (newest.MaxPriorityFeePerGas + 1);
        var priority = BigInteger.Min(maxFeePerGas, BigInteger.Max(rules.Caps.MaxPriorityFeePerGas, room));
        OfferedFees least = SenderFees.Least(newest, rules.BumpPerMille);
        return (
            new FeeCaps(maxFeePerGas, priority),
            least.MaxFeePerGas <= maxFeePerGas
                ? null
                : $"a replacement has to offer {least.MaxFeePerGas} wei per gas at least, found {maxFeePerGas}");
    }

    private string? Raise(
        IJobTransaction store,
        ulong nonce,
        Func<L1TransactionVersion, (FeeCaps Caps, string? Refusal)> choose,
        string by)
    {
        L1Transaction? row = store.L1Transactions(nonce).FirstOrDefault(row => row.Nonce == nonce);
        if (row is not { State: L1TransactionState.Capped or L1TransactionState.Pending })
        {
            return row is null ? $"there is no transaction {nonce}" : $"transaction {nonce} is {row.State}";
        }

        (FeeCaps caps, string? refusal) = choose(row.Versions[^1]);
        if (refusal is not null)
        {
            return refusal;
        }

        SenderSettings.SetCaps(store, nonce, caps);
        store.Save(row with { State = L1TransactionState.Pending, Reason = null });
        if (row.Job is { } id && store.Find(id) is { } job)
        {
            string detail = $"caps of nonce {nonce} are now {caps.MaxFeePerGas} and {caps.MaxPriorityFeePerGas}";
            _ = store.Append(new JobEvent(
                0, id, _clock.GetUtcNow(), JobEventKind.Requeued, job.Stage, By: by, Detail: detail));
        }

        return null;
    }
}
