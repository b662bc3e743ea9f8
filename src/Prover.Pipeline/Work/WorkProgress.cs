namespace Prover.Pipeline;

/// <summary>How far a worker is.</summary>
/// <param name="Stage"><see cref="JobStage.Witness"/> or <see cref="JobStage.Prove"/>.</param>
/// <param name="Fraction">The finished fraction of the stage, in [0, 1].</param>
public sealed record WorkProgress(JobStage Stage, double Fraction);
