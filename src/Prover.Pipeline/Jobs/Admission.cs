namespace Prover.Pipeline;

/// <summary>The answer to a block that wants to come in.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Job">The job; null where there is none.</param>
/// <param name="Envelope">The hash of the job's envelope.</param>
/// <param name="Reason">Why not: one line; null if it was taken.</param>
/// <param name="RetryAfter">When to ask again, if it is worth it.</param>
public sealed record Admission(
    AdmissionVerdict Verdict,
    JobId? Job = null,
    ContentHash? Envelope = null,
    string? Reason = null,
    TimeSpan? RetryAfter = null);
