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

    /// <summary>Whether the lease is the caller's and still the job's last one.</summary>
    public static bool IsHeldBy(Job job, WorkItem item, WorkerIdentity worker) =>
        job is { State: JobState.Running, Stage: JobStage.Witness or JobStage.Prove, Lease: { } lease }
        && job.Fence == item.Fence && lease.Worker == worker.Worker && lease.Device == worker.Device;

    /// <summary>Why the job is to be taken from its worker; null if it is not.</summary>
    public static string? WhyLost(Job job, DateTimeOffset now, JobRules rules) =>
        IsOver(job, now) ? "not heard of any more"
        : IsStuck(job, now, rules) ? $"no progress in {job.Stage}"
        : null;

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
