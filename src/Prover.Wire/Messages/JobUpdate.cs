namespace Prover.Wire;

/// <summary>Something about a job: <c>event.v1</c>.</summary>
/// <param name="Job">The job.</param>
/// <param name="Sequence">The event's place among all events, from 1; 0 for progress, which is not kept.</param>
/// <param name="Time">When, to the millisecond.</param>
/// <param name="Kind">What: a lower-case word such as <c>queued</c>, <c>proved</c>, <c>final</c>, or
/// <c>progress</c>.</param>
/// <param name="Stage">The stage it happened in, a lower-case word.</param>
/// <param name="Attempt">The fencing number of the attempt, or 0.</param>
/// <param name="By">The worker and device, or the operator; null for the node itself.</param>
/// <param name="Detail">One line: a reason, a transaction; may be null.</param>
/// <param name="Progress">The finished fraction of the stage in [0, 1], in steps of 1/10,000; null if this is an
/// event.</param>
public sealed record JobUpdate(
    JobName Job,
    long Sequence,
    DateTimeOffset Time,
    string Kind,
    string Stage,
    long Attempt = 0,
    string? By = null,
    string? Detail = null,
    double? Progress = null)
{
    /// <summary>The kind of an update that only tells progress.</summary>
    public const string ProgressKind = "progress";

    /// <summary>True if nothing can follow: the block is final on L1, or was given up.</summary>
    public bool IsLast => Kind is "final" or "dropped";
}
