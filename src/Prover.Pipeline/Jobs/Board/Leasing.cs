namespace Prover.Pipeline;

/// <summary>Who gets which job, and when a lease is over.</summary>
internal static class Leasing
{
    /// <summary>The stages that are done under a lease.</summary>
    public static IReadOnlyList<JobStage> Stages { get; } = [JobStage.Witness, JobStage.Prove];

    /// <summary>Whether somebody could take the job now.</summary>
    public static bool IsTakeable(Job job, DateTimeOffset now, JobRules rules) =>
        job.Stage is JobStage.Witness or JobStage.Prove
        && (job.State == JobState.Waiting ? IsDue(job, now, rules) : IsOver(job, now));

    /// <summary>Whether a job's pause is over.</summary>
    /// <remarks>No pause is longer than the longest: one that seems to be was written while the clock was ahead, and
    /// is over too.</remarks>
    public static bool IsDue(Job job, DateTimeOffset now, JobRules rules)
    {
        TimeSpan left = job.NotBefore - now;
        return left <= TimeSpan.Zero || left > LongestPause(rules);
    }

    private static TimeSpan LongestPause(JobRules rules) => new[] { rules.Witness, rules.Prove, rules.Verify }
        .Max(stage => stage.LongestPause);

    /// <summary>Whether the job's lease has run out.</summary>
    public static bool IsOver(Job job, DateTimeOffset now) =>
        job is { State: JobState.Running, Lease: { } lease } && lease.Until <= now;

    /// <summary>Whether the lease is the caller's and still the job's last one.</summary>
    public static bool IsHeldBy(Job job, WorkItem item, WorkerIdentity worker) =>
        job is { State: JobState.Running, Stage: JobStage.Witness or JobStage.Prove, Lease: { } lease }
        && job.Fence == item.Fence && lease.Worker == worker.Worker && lease.Device == worker.Device;

    /// <summary>Why the job is to be taken from its worker; null if it is not.</summary>
    public static string? WhyLost(Job job, DateTimeOffset now, JobRules rules) =>
        IsOver(job, now) ? "not heard of any more"
        : WhyStuck(job, now, rules);

    /// <summary>Why the job is to be taken from a worker that does renew its lease; null if it is not.</summary>
    public static string? WhyStuck(Job job, DateTimeOffset now, JobRules rules) =>
        job is not { State: JobState.Running, Lease: { } lease } ? null
        : now - lease.ProgressAt >= rules.Of(job.Stage).TimeLimit ? $"no progress in {job.Stage}"
        : now - lease.Since >= LongestLease(rules) ? $"held for {LongestLease(rules)} without a result"
        : null;

    /// <summary>How long a job may be held in all: four times as long as both stages may show no progress. A worker
    /// that always tells a little more and never ends is not trusted for ever.</summary>
    public static TimeSpan LongestLease(JobRules rules) => 4 * (rules.Witness.TimeLimit + rules.Prove.TimeLimit);

    /// <summary>Whether the lease was written while the clock was ahead.</summary>
    public static bool IsAhead(Job job, DateTimeOffset now, JobRules rules) =>
        job is { State: JobState.Running, Lease: { } lease }
        && (lease.Until - now > rules.LeaseTime || lease.ProgressAt > now || lease.Since > now);

    /// <summary>The lease by the clock as it is now: its whole time is left.</summary>
    public static Job SetBack(Job job, DateTimeOffset now, JobRules rules) => job with
    {
        Lease = job.Lease! with { Since = now, Until = now + rules.LeaseTime, ProgressAt = now },
    };

    /// <summary>The first of the jobs, which are in block order, that this worker should prove; null if there is
    /// none.</summary>
    /// <param name="jobs">Candidates, the oldest block first.</param>
    /// <param name="worker">Who asks.</param>
    /// <param name="others">Whether another device that is there could prove a job and has not failed it.</param>
    /// <param name="now">The time.</param>
    /// <param name="rules">The rules.</param>
    public static Job? Choose(
        IEnumerable<Job> jobs, WorkerIdentity worker, Func<Job, bool> others, DateTimeOffset now, JobRules rules) =>
        jobs.FirstOrDefault(job =>
            IsTakeable(job, now, rules)
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

    /// <summary>What a renewal makes of a job that the worker holds and that is not stuck.</summary>
    public static JobChange Renew(
        Job job, WorkerIdentity worker, WorkProgress progress, DateTimeOffset now, JobRules rules)
    {
        JobLease lease = job.Lease!;
        double fraction = Math.Clamp(double.IsNaN(progress.Fraction) ? 0 : progress.Fraction, 0, 1);
        bool witnessed = progress.Stage == JobStage.Prove && job.Stage == JobStage.Witness;
        bool moved = witnessed || (progress.Stage == job.Stage && fraction > lease.Progress);
        Job renewed = job with
        {
            Stage = witnessed ? JobStage.Prove : job.Stage,
            StageSince = witnessed ? now : job.StageSince,
            Lease = lease with
            {
                Until = now + rules.LeaseTime,
                Progress = moved ? fraction : lease.Progress,
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
}
