namespace Prover.Pipeline;

/// <summary>What a rule makes of a job: the new row and what is written into its history.</summary>
/// <param name="Job">The job after it.</param>
/// <param name="Events">What happened, in order; numbered by the store.</param>
internal sealed record JobChange(Job Job, params IReadOnlyList<JobEvent> Events)
{
    /// <summary>An event of a job as it is now.</summary>
    public static JobEvent Event(
        Job job, DateTimeOffset now, JobEventKind kind, string? by = null, string? detail = null) =>
        new(0, job.Id, now, kind, job.Stage, job.Fence, by, detail);
}
