namespace Prover.Pipeline;

/// <summary>What a trial of a submission gave: nothing was sent.</summary>
/// <param name="Gas">Gas that it takes; 0 if it would not succeed.</param>
/// <param name="Problem">Why it would not; null if it would.</param>
public sealed record SubmissionTrial(ulong Gas, HoldReason? Problem = null);
