namespace Prover.Pipeline;

/// <summary>How many jobs are in a stage and state.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="State">The state.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Oldest">When the one that is there longest came into the stage.</param>
public sealed record JobCount(JobStage Stage, JobState State, int Count, DateTimeOffset Oldest);
