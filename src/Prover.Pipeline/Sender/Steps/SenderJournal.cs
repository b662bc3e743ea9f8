namespace Prover.Pipeline;

/// <summary>Writes decisions down, each in one transaction of the store with its event.</summary>
/// <remarks>
/// A decision was made from a state that was read before. If the job or the transaction has changed since then (an
/// operator, another process), nothing is written and the answer is false.
/// </remarks>
internal sealed class SenderJournal
{
    private readonly IJobStore _store;
    private readonly ulong _chainId;

    public SenderJournal(IJobStore store, ulong chainId)
    {
        _store = store;
        _chainId = chainId;
    }

    /// <summary>The account that the stored nonces are of; on a new store this one from now on.</summary>
    public async Task<string> BindAsync(string account, CancellationToken cancel) =>
        await _store.ReadAsync(SenderSettings.Account, cancel).ConfigureAwait(false)
            ?? await _store.TransactAsync("l1 account", store => Bind(store, account), cancel).ConfigureAwait(false);

    public Task<bool> SignAsync(
        SenderDecision.Sign act, L1TransactionVersion version, CancellationToken cancel) =>
        _store.TransactAsync("l1 sign", store => Sign(store, act, version), cancel);

    public Task<bool> FillAsync(SenderDecision.Fill act, L1TransactionVersion version, CancellationToken cancel) =>
        _store.TransactAsync(
            "l1 fill",
            store => IsUnused(store, act.Nonce) && Insert(store, act.Nonce, null, version),
            cancel);

    public Task<bool> ReplaceAsync(
        SenderDecision.Replace act, L1TransactionVersion version, CancellationToken cancel) =>
        _store.TransactAsync("l1 replace", store => Replace(store, act.Row, version), cancel);

    public Task<bool> CapAsync(SenderDecision.Cap act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 cap", store => Cap(store, act, time), cancel);

    public Task<bool> HoldAsync(SenderDecision.Hold act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync(
            "l1 hold", store => IsSame(store, act.Job) && Hold(store, act.Job, act.Reason, time), cancel);

    public Task<bool> ReleaseAsync(SenderDecision.Release act, CancellationToken cancel) =>
        _store.TransactAsync("l1 release", store => IsSame(store, act.Job) && Release(store, act.Job), cancel);

    /// <summary>Stores an inclusion; for one that reverted, why it did.</summary>
    public Task<bool> MineAsync(
        SenderDecision.MarkMined act, string? why, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 mined", store => Mine(store, act, why, time), cancel);

    public Task<bool> FinishAsync(SenderDecision.MarkFinal act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 final", store => Finish(store, act.Row, time), cancel);

    public Task<bool> DisplaceAsync(SenderDecision.Displace act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 displace", store => Displace(store, act.Row, time), cancel);

    public Task<bool> UnbindAsync(SenderDecision.Unbind act, CancellationToken cancel) =>
        _store.TransactAsync("l1 unbind", store => Unbind(store, act.Row), cancel);

    public Task<bool> RewindAsync(SenderDecision.Rewind act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 rewind", store => Rewind(store, act.Row, time), cancel);

    public Task<bool> FollowAsync(SenderDecision.Follow act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync(
            "l1 follow",
            store => IsSame(store, act.Job) && Move(
                store, act.Job, JobStage.Final, JobState.Running, JobEventKind.Mined, Found(act.OnL1), time),
            cancel);

    public Task<bool> FinishFollowedAsync(
        SenderDecision.FinishFollowed act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync(
            "l1 final",
            store => IsSame(store, act.Job) && Finish(store, act.Job, act.OnL1.L1Block, Found(act.OnL1), time),
            cancel);

    public Task<bool> RewindFollowedAsync(
        SenderDecision.RewindFollowed act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync(
            "l1 rewind",
            store => IsSame(store, act.Job) && Move(
                store, act.Job, JobStage.Submit, JobState.Waiting, JobEventKind.Reorged, null, time),
            cancel);

    public Task<bool> SettleAsync(SenderDecision.Settle act, CancellationToken cancel) =>
        _store.TransactAsync("l1 settle", store => Settle(store, act.Floor), cancel);

    public Task<bool> AlarmAsync(SenderDecision.RaiseAlarm act, DateTimeOffset time, CancellationToken cancel) =>
        _store.TransactAsync("l1 alarm", store => Alarm(store, act, time), cancel);

    private static string Bind(IJobTransaction store, string account)
    {
        if (SenderSettings.Account(store) is { } bound)
        {
            return bound;
        }

        SenderSettings.SetAccount(store, account);
        return account;
    }

    private static bool Sign(IJobTransaction store, SenderDecision.Sign act, L1TransactionVersion version)
    {
        bool free = store.L1TransactionsOf(act.Job.Id).All(row => !IsOpen(row));
        if (!free || !IsUnused(store, act.Nonce) || !IsSame(store, act.Job))
        {
            return false;
        }

        store.Save(act.Job with { State = JobState.Running, Reason = null });
        _ = store.Append(Happened(act.Job, JobEventKind.Submitted, version.Time, Describe(act.Nonce, version)));
        return Insert(store, act.Nonce, act.Job.Id, version);
    }

    /// <summary>Whether a job's block may still come into the chain by it, as far as the rows alone tell.</summary>
    private static bool IsOpen(L1Transaction row) => row.State is L1TransactionState.Pending
        or L1TransactionState.Capped or L1TransactionState.Mined or L1TransactionState.Final;

    private static bool IsUnused(IJobReader store, ulong nonce) =>
        nonce >= SenderSettings.Floor(store) && store.L1Transactions(nonce).All(row => row.Nonce != nonce);

    private static bool Insert(IJobTransaction store, ulong nonce, JobId? job, L1TransactionVersion version)
    {
        store.Save(new L1Transaction
        {
            Nonce = nonce,
            Job = job,
            State = L1TransactionState.Pending,
            Versions = [version],
        });
        return true;
    }

    private static bool Replace(IJobTransaction store, L1Transaction row, L1TransactionVersion version)
    {
        if (!IsSame(store, row))
        {
            return false;
        }

        store.Save(row with
        {
            State = L1TransactionState.Pending,
            Versions = [.. row.Versions, version],
            Reason = null,
        });
        if (Submitting(store, row) is { } job)
        {
            store.Save(job with { State = JobState.Running, Reason = null });
            _ = store.Append(Happened(job, JobEventKind.Replaced, version.Time, Describe(row.Nonce, version)));
        }

        return true;
    }

    private static bool Cap(IJobTransaction store, SenderDecision.Cap act, DateTimeOffset time)
    {
        if (!IsSame(store, act.Row))
        {
            return false;
        }

        store.Save(act.Row with { State = L1TransactionState.Capped, Reason = act.Reason.Text });
        return Submitting(store, act.Row) is not { } job || Hold(store, job, act.Reason, time);
    }

    private static bool Hold(IJobTransaction store, Job job, HoldReason reason, DateTimeOffset time)
    {
        store.Save(job with { State = JobState.Held, Reason = reason.ToString() });
        _ = store.Append(Happened(job, JobEventKind.Held, time, reason.ToString()));
        return true;
    }

    /// <summary>Back on its way, or back to waiting for its turn.</summary>
    private static bool Release(IJobTransaction store, Job job)
    {
        bool sent = store.L1TransactionsOf(job.Id).Any(IsOpen);
        store.Save(job with { State = sent ? JobState.Running : JobState.Waiting, Reason = null });
        return true;
    }

    private static bool Mine(IJobTransaction store, SenderDecision.MarkMined act, string? why, DateTimeOffset time)
    {
        if (!IsSame(store, act.Row))
        {
            return false;
        }

        L1Inclusion inclusion = act.Inclusion;
        store.Save(act.Row with
        {
            State = inclusion.Succeeded ? L1TransactionState.Mined : L1TransactionState.Reverted,
            Inclusion = inclusion,
            Reason = inclusion.Succeeded ? null : why,
        });
        Job? job = act.Row.Job is { } id ? store.Find(id) : null;
        if (job is { Stage: JobStage.Submit, State: not (JobState.Dead or JobState.Dropped) })
        {
            return inclusion.Succeeded
                ? Move(store, job, JobStage.Final, JobState.Running, JobEventKind.Mined, Describe(inclusion), time)
                : Hold(store, job, new HoldReason(HoldReason.Reverted, why ?? "the contract refused it"), time);
        }

        // In another block than before, but reverted there: the job is not on L1.
        bool fell = act.Row.State == L1TransactionState.Mined && !inclusion.Succeeded
            && job is { Stage: JobStage.Final, State: JobState.Running or JobState.Waiting };
        return !fell || Move(store, job!, JobStage.Submit, JobState.Waiting, JobEventKind.Reorged, why, time);
    }

    private static bool Finish(IJobTransaction store, L1Transaction row, DateTimeOffset time)
    {
        if (!IsSame(store, row))
        {
            return false;
        }

        store.Save(row with { State = L1TransactionState.Final });
        Job? job = row.Job is { } id ? store.Find(id) : null;
        return job is not { Stage: JobStage.Final, State: not JobState.Done }
            || Finish(store, job, row.Inclusion!.BlockNumber, Describe(row.Inclusion), time);
    }

    private static bool Finish(IJobTransaction store, Job job, ulong l1Block, string detail, DateTimeOffset time)
    {
        if (SenderSettings.Mark(store) is not { } mark || mark.BlockNumber < job.Id.BlockNumber)
        {
            SenderSettings.SetMark(store, new FinalMark(job.Id.BlockNumber, l1Block));
        }

        store.Save(job with { State = JobState.Done, Reason = null });
        _ = store.Append(Happened(job, JobEventKind.Final, time, detail));
        return true;
    }

    private static bool Displace(IJobTransaction store, L1Transaction row, DateTimeOffset time)
    {
        if (!IsSame(store, row))
        {
            return false;
        }

        string reason = $"another transaction has nonce {row.Nonce}";
        store.Save(row with { State = L1TransactionState.Displaced, Reason = reason });
        if (Submitting(store, row) is { } job)
        {
            store.Save(job with { State = JobState.Waiting, Reason = null });
            _ = store.Append(Happened(job, JobEventKind.Reorged, time, reason));
        }

        return true;
    }

    private static bool Unbind(IJobTransaction store, L1Transaction row)
    {
        bool final = row.Job is { } id
            && store.Find(id) is null or { Stage: JobStage.Final, State: JobState.Done };
        if (!final || !IsSame(store, row))
        {
            return false;
        }

        store.Save(row with { Job = null, Reason = $"block {row.Job} is final by another transaction" });
        return true;
    }

    private static bool Rewind(IJobTransaction store, L1Transaction row, DateTimeOffset time)
    {
        if (!IsSame(store, row))
        {
            return false;
        }

        store.Save(row with { State = L1TransactionState.Pending, Inclusion = null, Reason = null });
        Job? job = row.Job is { } id ? store.Find(id) : null;
        bool moves = job is { Stage: JobStage.Submit or JobStage.Final }
            and { State: JobState.Waiting or JobState.Running or JobState.Held };
        return !moves || Move(
            store, job!, JobStage.Submit, JobState.Running, JobEventKind.Reorged, Describe(row.Inclusion!), time);
    }

    private static bool Settle(IJobTransaction store, ulong floor)
    {
        SenderSettings.SetFloor(store, floor);
        return true;
    }

    private bool Alarm(IJobTransaction store, SenderDecision.RaiseAlarm act, DateTimeOffset time)
    {
        if (SenderSettings.Mark(store) != act.Mark)
        {
            return false;
        }

        for (uint number = act.LastOnL1 + 1; number <= act.Mark.BlockNumber; number++)
        {
            if (store.Find(new JobId(_chainId, number)) is { State: JobState.Done } job)
            {
                _ = Hold(store, job, act.Reason, time);
                Reopen(store, job.Id);
            }
        }

        SenderSettings.SetMark(store, act.Mark with { BlockNumber = act.LastOnL1 });
        return true;
    }

    private static void Reopen(IJobTransaction store, JobId job)
    {
        foreach (L1Transaction row in store.L1TransactionsOf(job).Where(r => r.State == L1TransactionState.Final))
        {
            store.Save(row with { State = L1TransactionState.Mined });
            SenderSettings.SetFloor(store, Math.Min(SenderSettings.Floor(store), row.Nonce));
        }
    }

    private static bool Move(
        IJobTransaction store,
        Job job,
        JobStage stage,
        JobState state,
        JobEventKind kind,
        string? detail,
        DateTimeOffset time)
    {
        store.Save(job with { Stage = stage, State = state, StageSince = time, Failures = 0, Reason = null });
        _ = store.Append(Happened(job, kind, time, detail));
        return true;
    }

    /// <summary>The job of a row while it is to be submitted.</summary>
    private static Job? Submitting(IJobReader store, L1Transaction row) => row.Job is { } id
        && store.Find(id) is { Stage: JobStage.Submit, State: not (JobState.Dead or JobState.Dropped) } job
        ? job
        : null;

    private static bool IsSame(IJobReader store, Job job) => store.Find(job.Id) is { } now
        && (now.Stage, now.State, now.Envelope, now.Fence) == (job.Stage, job.State, job.Envelope, job.Fence);

    private static bool IsSame(IJobReader store, L1Transaction row) =>
        store.L1Transactions(row.Nonce) is [{ } now, ..]
        && (now.Nonce, now.Job, now.State, now.Versions.Count, now.Inclusion)
            == (row.Nonce, row.Job, row.State, row.Versions.Count, row.Inclusion);

    private static JobEvent Happened(Job job, JobEventKind kind, DateTimeOffset time, string? detail) =>
        new(0, job.Id, time, kind, job.Stage, Detail: detail);

    private static string Describe(ulong nonce, L1TransactionVersion version) =>
        $"nonce {nonce}, {version.Hash}, at most {version.MaxFeePerGas} wei per gas";

    private static string Describe(L1Inclusion inclusion) =>
        $"{inclusion.TransactionHash} in block {inclusion.BlockNumber},"
        + $" {inclusion.GasUsed} gas at {inclusion.GasPrice}";

    private static string Found(AcceptedOnL1 onL1) =>
        $"{onL1.TransactionHash} in block {onL1.L1Block}, by a transaction that is not this sender's";
}
