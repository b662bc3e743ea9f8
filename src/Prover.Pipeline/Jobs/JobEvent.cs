namespace Prover.Pipeline;

/// <summary>One thing that happened to a job, written in the same transaction as its effect.</summary>
/// <remarks>Together the events of a job are its history: attempts, devices, reasons, transactions.</remarks>
/// <param name="Sequence">Its place among all events, from 1 without gaps; 0 before it is stored.</param>
/// <param name="Job">The job.</param>
/// <param name="Time">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Stage">The stage it happened in.</param>
/// <param name="Attempt">The fencing number of the attempt, or 0.</param>
/// <param name="By">The worker and device concerned, or who asked for it; null for the node itself.</param>
/// <param name="Detail">One line without secrets: a reason, a transaction, a time; may be null.</param>
public sealed record JobEvent(
    long Sequence,
    JobId Job,
    DateTimeOffset Time,
    JobEventKind Kind,
    JobStage Stage,
    long Attempt = 0,
    string? By = null,
    string? Detail = null);
