namespace Prover.Pipeline;

/// <content>Workers take blocks, and lose them.</content>
public sealed partial class JobBoard
{
    private volatile bool _stopped;

    private static JobQuery Candidates { get; } = new()
    {
        Stages = Leasing.Stages,
        States = [JobState.Waiting, JobState.Running],
    };

    private static JobQuery Leased { get; } = Candidates with { States = [JobState.Running] };

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
        See(worker);
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
                rows => All(rows, Candidates).Count(job => Leasing.IsTakeable(job, Now, _rules)), cancel);

    /// <summary>Takes back leases that ran out or whose workers make no progress; how many.</summary>
    /// <remarks>Leases from a time when the clock was ahead begin anew: their workers have a whole lease's time to
    /// renew them.</remarks>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        bool isAhead = await _store.ReadAsync(
            rows => All(rows, Leased).Any(job => Leasing.IsAhead(job, Now, _rules)), cancel).ConfigureAwait(false);
        if (isAhead)
        {
            _ = await ChangeAsync("set leases back", SetBack, cancel).ConfigureAwait(false);
        }

        return await LoseAsync("sweep", job => Leasing.WhyLost(job, Now, _rules), cancel).ConfigureAwait(false);
    }

    /// <summary>Takes back the leases of a worker that is known to have ended: this node's own, at its start; how
    /// many.</summary>
    public Task<int> ForgetWorkerAsync(string worker, CancellationToken cancel) =>
        LoseAsync("forget worker", job => job.Lease?.Worker == worker ? "the worker ended" : null, cancel);

    private async Task<int> LoseAsync(string what, Func<Job, string?> why, CancellationToken cancel)
    {
        bool any = await _store.ReadAsync(rows => All(rows, Leased).Any(job => why(job) is not null), cancel)
            .ConfigureAwait(false);
        return any
            ? await ChangeAsync(what, change => LoseAll(change, why), cancel).ConfigureAwait(false)
            : 0;
    }

    private bool SetBack(BoardTransaction change)
    {
        foreach (Job job in All(change.Rows, Leased).Where(job => Leasing.IsAhead(job, Now, _rules)).ToList())
        {
            change.Rows.Save(Leasing.SetBack(job, Now, _rules));
        }

        return true;
    }

    private int LoseAll(BoardTransaction change, Func<Job, string?> why)
    {
        int lost = 0;
        foreach (Job job in All(change.Rows, Leased).ToList())
        {
            if (why(job) is { } reason)
            {
                Lose(change, job, reason);
                lost++;
            }
        }

        return lost;
    }

    private void Lose(BoardTransaction change, Job job, string why) =>
        change.Apply(Failing.Lose(job, change.FailuresOf(job.Id), why, Now, _rules));

    private WorkItem? Lease(BoardTransaction change, WorkerIdentity worker)
    {
        // Leases that ran out are lost before the choice, so that their workers are asked last.
        _ = LoseAll(change, job => Leasing.WhyLost(job, Now, _rules));
        if (_stopped || IsQuarantined(change.Rows, worker) || Choose(change.Rows, worker) is not { } job)
        {
            return null;
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
            Leasing.LongestLease(_rules));
    }

    private Job? Choose(IJobReader rows, WorkerIdentity worker) =>
        Leasing.Choose(All(rows, Candidates), worker, Others(rows, worker), Now, _rules);

    /// <summary>All jobs that match, in order, read by pages as they are wanted.</summary>
    internal static IEnumerable<Job> All(IJobReader rows, JobQuery query)
    {
        const int Page = 256;
        query = query with { Limit = Page };
        IReadOnlyList<Job> page;
        do
        {
            page = rows.Select(query);
            foreach (Job job in page)
            {
                yield return job;
            }

            query = query with { After = page.Count > 0 ? page[^1].Id : null };
        }
        while (page.Count == Page);
    }
}
