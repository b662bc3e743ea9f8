namespace Prover.Wire;

/// <summary>Asks for the events of a job: <c>job-question.v1</c>.</summary>
/// <param name="Job">The job.</param>
/// <param name="After">Only events with a larger sequence number.</param>
public sealed record JobQuestion(JobName Job, long After);
