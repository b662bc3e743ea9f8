namespace Prover.Pipeline;

/// <summary>Something about a job: an event that was stored, or how far its stage is.</summary>
/// <param name="Job">The job.</param>
/// <param name="Happened">The event; null if this is progress.</param>
/// <param name="Progress">How far a worker is; null if this is an event.</param>
public sealed record JobNews(JobId Job, JobEvent? Happened, WorkProgress? Progress);
