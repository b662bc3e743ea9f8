using Prover.Algebra;

namespace Prover.Pipeline;

/// <summary>What L1 has under the number of a job.</summary>
/// <param name="OnL1">The accepted block; null if there is none.</param>
/// <param name="OwnRoot">The root after the job's block.</param>
/// <param name="Problem">Why the job's block cannot be told; null if it can.</param>
public sealed record Acceptance(AcceptedOnL1? OnL1, Fr OwnRoot, HoldReason? Problem = null)
{
    /// <summary>Whether it is the job's block.</summary>
    public bool IsOurs => OnL1?.NewRoot == OwnRoot;
}
