namespace Prover.Pipeline;

/// <summary>Who gets which job, and when a lease is over.</summary>
internal static class Leasing
{
    /// <summary>The stages that are done under a lease.</summary>
    public static IReadOnlyList<JobStage> Stages { get; } = [JobStage.Witness, JobStage.Prove];

    /// <summary>Whether somebody could take the job now.</summary>
    public static bool IsTakeable(Job job, DateTimeOffset now) =>
        job.Stage is JobStage.Witness or JobStage.Prove
        && (job.State == JobState.Waiting ? job.NotBefore <= now : IsOver(job, now));

    /// <summary>Whether the job's lease has run out.</summary>
    public static bool IsOver(Job job, DateTimeOffset now) =>
        job is { State: JobState.Running, Lease: { } lease } && lease.Until <= now;

    /// <summary>Whether the job's worker shows no progress for longer than its stage may.</summary>
    public static bool IsStuck(Job job, DateTimeOffset now, JobRules rules) =>
        job is { State: JobState.Running, Lease: { } lease }
        && now - lease.ProgressAt >= rules.Of(job.Stage).TimeLimit;

    /// <summary>The first of the jobs, which are in block order, that this worker should prove; null if there is
    /// none.</summary>
    /// <param name="jobs">Candidates, the oldest block first.</param>
    /// <param name="worker">Who asks.</param>
    /// <param name="others">Whether another device that is there could prove a job and has not failed it.</param>
    /// <param name="now">The time.</param>
    public static Job? Choose(
        IEnumerable<Job> jobs, WorkerIdentity worker, Func<Job, bool> others, DateTimeOffset now) =>
        jobs.FirstOrDefault(job =>
            IsTakeable(job, now)
            && worker.Circuits.Contains(job.CircuitId)
            && (!job.FailedWorkers.Contains(worker.Name) || !others(job)));

    /// <summary>Gives the job to a worker.</summary>
    public static JobChange Grant(Job job, WorkerIdentity worker, DateTimeOffset now, JobRules rules)
    {
        Job leased = job with
        {
            Stage = JobStage.Witness,
            State = JobState.Running,
            StageSince = now,
            Fence = job.Fence + 1,
            Lease = new JobLease(worker.Worker, worker.Device, now, now + rules.LeaseTime, 0, now),
        };
        return new JobChange(leased, JobChange.Event(leased, now, JobEventKind.Leased, worker.Name));
    }

    /// <summary>What a renewal makes of the job; null if the lease is not the caller's any more.</summary>
    public static JobChange? Renew(
        Job job, long fence, WorkerIdentity worker, WorkProgress progress, DateTimeOffset now, JobRules rules)
    {
        if (job.Fence != fence || job is not { State: JobState.Running, Lease: { } lease }
            || IsStuck(job, now, rules))
        {
            return null;
        }

        bool witnessed = progress.Stage == JobStage.Prove && job.Stage == JobStage.Witness;
        bool moved = witnessed || progress.Fraction > lease.Progress;
        Job renewed = job with
        {
            Stage = witnessed ? JobStage.Prove : job.Stage,
            StageSince = witnessed ? now : job.StageSince,
            Lease = lease with
            {
                Until = now + rules.LeaseTime,
                Progress = witnessed ? progress.Fraction : Math.Max(lease.Progress, progress.Fraction),
                ProgressAt = moved ? now : lease.ProgressAt,
            },
        };
        return witnessed
            ? new JobChange(renewed, JobChange.Event(renewed, now, JobEventKind.Witnessed, worker.Name))
            : new JobChange(renewed);
    }

    /// <summary>Takes the job from a worker that gives it back.</summary>
    public static JobChange Return(Job job, string by, DateTimeOffset now)
    {
        Job waiting = job with
        {
            Stage = JobStage.Witness,
            State = JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Lease = null,
        };
        return new JobChange(waiting, JobChange.Event(job, now, JobEventKind.Returned, by));
    }

    /// <summary>Takes the job from a worker that is not heard of any more, or makes no progress.</summary>
    public static JobChange Lose(Job job, string why, DateTimeOffset now, JobRules rules)
    {
        string worker = job.Lease is { } lease ? $"{lease.Worker}/{lease.Device}" : "";
        int failures = job.Failures + 1;
        bool dead = failures >= rules.LeaseLossLimit;
        JobEvent lost = JobChange.Event(job, now, JobEventKind.LeaseLost, worker, why);
        Job next = job with
        {
            Stage = dead ? job.Stage : JobStage.Witness,
            State = dead ? JobState.Dead : JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Failures = failures,
            Lease = null,
            FailedWorkers = Failing.Add(job.FailedWorkers, worker),
            Reason = why,
        };
        return dead
            ? new JobChange(next, lost, JobChange.Event(next, now, JobEventKind.Dead, worker, why))
            : new JobChange(next, lost);
    }
}
