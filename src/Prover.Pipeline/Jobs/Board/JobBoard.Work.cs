using System.Collections.Concurrent;

namespace Prover.Pipeline;

/// <content>Workers take blocks and hand in proofs.</content>
public sealed partial class JobBoard
{
    /// <summary>How many of the oldest candidates are looked at for one worker.</summary>
    private const int Window = 256;

    private readonly ConcurrentDictionary<string, (WorkerIdentity Worker, DateTimeOffset Seen)> _present =
        new(StringComparer.Ordinal);

    private volatile bool _stopped;

    private static JobQuery Candidates { get; } = new()
    {
        Stages = Leasing.Stages,
        States = [JobState.Waiting, JobState.Running],
        Limit = Window,
    };

    /// <summary>From now on nobody gets a block; leases that exist go on.</summary>
    public void StopLeasing() => _stopped = true;

    /// <inheritdoc/>
    public async Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel)
    {
        while (true)
        {
            Task signal = _changed.Task;
            if (await TryTakeAsync(worker, cancel).ConfigureAwait(false) is { } item)
            {
                return item;
            }

            await WaitForChangeAsync(signal, _rules.PollInterval, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<WorkItem?> TryTakeAsync(WorkerIdentity worker, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(worker);
        _present[worker.Name] = (worker, Now);
        if (_stopped)
        {
            return null;
        }

        // A look first: most of the time there is nothing, and a transaction costs a write to the disk.
        bool any = await _store.ReadAsync(
            rows => !IsQuarantined(rows, worker) && Choose(rows, worker) is not null, cancel).ConfigureAwait(false);
        return any
            ? await ChangeAsync("lease", change => Lease(change, worker), cancel).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public Task<int> CountTakeableAsync(CancellationToken cancel) =>
        _stopped
            ? Task.FromResult(0)
            : _store.ReadAsync(
                rows => rows.Select(Candidates).Count(job => Leasing.IsTakeable(job, Now)), cancel);

    /// <inheritdoc/>
    public async Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(progress);
        _present[worker.Name] = (worker, Now);
        WorkAnswer answer = await ChangeAsync(
            "renew",
            change =>
            {
                if (Held(change.Rows, item) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                if (Leasing.Renew(job, item.Fence, worker, progress, Now, _rules) is { } renewed)
                {
                    change.Apply(renewed);
                    return WorkAnswer.Accepted;
                }

                change.Apply(Leasing.Lose(job, $"no progress in {job.Stage}", Now, _rules));
                return WorkAnswer.LeaseLost;
            },
            cancel).ConfigureAwait(false);
        if (answer == WorkAnswer.Accepted)
        {
            Tell(new JobNews(item.Job, null, progress));
        }

        return answer;
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(result);
        return ChangeAsync(
            "proof",
            change =>
            {
                // A device that is known to be wrong is not listened to either.
                if (IsQuarantined(change.Rows, worker))
                {
                    return WorkAnswer.Refused;
                }

                (WorkAnswer answer, JobChange? next) =
                    Completing.Complete(change.Rows.Find(item.Job), item.Fence, worker, result, Now);
                if (next is not null)
                {
                    change.Apply(next);
                }

                return answer;
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Stage is not (JobStage.Witness or JobStage.Prove))
        {
            return Task.FromResult(WorkAnswer.Refused);
        }

        return ChangeAsync(
            "fail",
            change =>
            {
                if (Held(change.Rows, item) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                change.Apply(Failing.Fail(job, worker.Name, failure, Others(change.Rows, worker)(job), Now, _rules));
                Count(change.Rows, worker.Name, record => failure.Kind == WorkFailureKind.WrongProof
                    ? Wrong(record)
                    : record with { Failures = record.Failures + 1 });
                return WorkAnswer.Accepted;
            },
            cancel);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        return ChangeAsync(
            "return",
            change =>
            {
                if (Held(change.Rows, item) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                change.Apply(Leasing.Return(job, worker.Name, Now));
                return WorkAnswer.Accepted;
            },
            cancel);
    }

    /// <summary>Takes back leases that ran out or whose workers make no progress; how many.</summary>
    public Task<int> SweepAsync(CancellationToken cancel) => LoseAsync(
        "sweep",
        job => Leasing.IsOver(job, Now) ? "not heard of any more"
            : Leasing.IsStuck(job, Now, _rules) ? $"no progress in {job.Stage}"
            : null,
        cancel);

    /// <summary>Takes back the leases of a worker that is known to have ended: this node's own, at its start; how
    /// many.</summary>
    public Task<int> ForgetWorkerAsync(string worker, CancellationToken cancel) =>
        LoseAsync("forget worker", job => job.Lease?.Worker == worker ? "the worker ended" : null, cancel);

    private async Task<int> LoseAsync(string what, Func<Job, string?> why, CancellationToken cancel)
    {
        // The window holds the oldest; the next sweep sees those behind it.
        JobQuery query = Candidates with { States = [JobState.Running] };
        bool any = await _store.ReadAsync(rows => rows.Select(query).Any(job => why(job) is not null), cancel)
            .ConfigureAwait(false);
        return !any ? 0 : await ChangeAsync(
            what,
            change =>
            {
                int lost = 0;
                foreach (Job job in change.Rows.Select(query))
                {
                    if (why(job) is { } reason)
                    {
                        change.Apply(Leasing.Lose(job, reason, Now, _rules));
                        lost++;
                    }
                }

                return lost;
            },
            cancel).ConfigureAwait(false);
    }

    private WorkItem? Lease(BoardTransaction change, WorkerIdentity worker)
    {
        if (IsQuarantined(change.Rows, worker) || Choose(change.Rows, worker) is not { } job)
        {
            return null;
        }

        if (Leasing.IsOver(job, Now))
        {
            JobChange lost = Leasing.Lose(job, "not heard of any more", Now, _rules);
            change.Apply(lost);
            job = lost.Job;
            if (job.State == JobState.Dead)
            {
                return null;
            }
        }

        JobChange granted = Leasing.Grant(job, worker, Now, _rules);
        change.Apply(granted);
        Count(change.Rows, worker.Name, record => record);
        job = granted.Job;
        return new WorkItem(
            job.Id,
            job.Fence,
            job.Envelope,
            job.CircuitId,
            _rules.LeaseTime,
            _rules.Witness.TimeLimit + _rules.Prove.TimeLimit);
    }

    private Job? Choose(IJobReader rows, WorkerIdentity worker) =>
        Leasing.Choose(rows.Select(Candidates), worker, Others(rows, worker), Now);

    /// <summary>Whether another device asked for work lately that could prove a job and has not failed it.</summary>
    private Func<Job, bool> Others(IJobReader rows, WorkerIdentity worker)
    {
        DateTimeOffset since = Now - _rules.WorkerRecent;
        List<WorkerIdentity> there =
        [
            .. _present.Values
                .Where(other => other.Seen > since && other.Worker.Name != worker.Name)
                .Select(other => other.Worker)
                .Where(other => !IsQuarantined(rows, other)),
        ];
        return job => there.Exists(other =>
            other.Circuits.Contains(job.CircuitId) && !job.FailedWorkers.Contains(other.Name));
    }

    private static bool IsQuarantined(IJobReader rows, WorkerIdentity worker) =>
        rows.Workers().Any(record => record.Name == worker.Name && record.Quarantined is not null);

    /// <summary>The job, if the lease is still its last one.</summary>
    private static Job? Held(IJobReader rows, WorkItem item) =>
        rows.Find(item.Job) is { State: JobState.Running, Lease: not null } job && job.Fence == item.Fence
        && job.Stage <= JobStage.Prove
            ? job
            : null;

    private static WorkAnswer Lost(IJobReader rows, WorkItem item) => rows.Find(item.Job) switch
    {
        null => WorkAnswer.Refused,
        { Stage: > JobStage.Prove } or { State: JobState.Dropped } => WorkAnswer.NotNeeded,
        _ => WorkAnswer.LeaseLost,
    };

    private void Count(IJobTransaction rows, string name, Func<WorkerRecord, WorkerRecord> change)
    {
        WorkerRecord known = rows.Workers().FirstOrDefault(record => record.Name == name)
            ?? new WorkerRecord { Name = name, LastSeen = Now };
        rows.Save(change(known) with { LastSeen = Now });
    }

    private WorkerRecord Wrong(WorkerRecord record)
    {
        long wrong = record.ProofsWrong + 1;
        return record with
        {
            ProofsWrong = wrong,
            Quarantined = wrong >= _rules.WrongProofLimit
                ? record.Quarantined ?? $"{wrong} proofs did not verify"
                : record.Quarantined,
        };
    }
}
