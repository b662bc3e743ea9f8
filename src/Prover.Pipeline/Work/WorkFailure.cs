namespace Prover.Pipeline;

/// <summary>Why a worker could not finish.</summary>
/// <param name="Stage">The stage that failed.</param>
/// <param name="Kind">Whether it is worth trying again.</param>
/// <param name="Reason">One line without secrets, at most 1,000 characters.</param>
/// <param name="Bundle">Names the replay bundle in the payload store; null if there is none.</param>
public sealed record WorkFailure(JobStage Stage, WorkFailureKind Kind, string Reason, ContentHash? Bundle = null);
