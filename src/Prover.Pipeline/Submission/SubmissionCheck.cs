namespace Prover.Pipeline;

/// <summary>A check that a block failed.</summary>
/// <param name="Problem">Which.</param>
/// <param name="What">What the block has and what L1 has, without a full stop.</param>
public sealed record SubmissionCheck(SubmissionProblem Problem, string What);
