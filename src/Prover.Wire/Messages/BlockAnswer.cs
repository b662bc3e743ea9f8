using Prover.Rollup;

namespace Prover.Wire;

/// <summary>The answer to a block: <c>block-answer.v1</c>.</summary>
/// <param name="Verdict">The answer.</param>
/// <param name="Job">The job; null where there is none.</param>
/// <param name="Envelope">The SHA-256 of the job's envelope.</param>
/// <param name="Reason">Why not: one line; null if it was taken.</param>
/// <param name="RetryAfter">When to ask again, to the millisecond, if it is worth it.</param>
public sealed record BlockAnswer(
    BlockVerdict Verdict,
    JobName? Job = null,
    Bytes32? Envelope = null,
    string? Reason = null,
    TimeSpan? RetryAfter = null)
{
    /// <summary>True if the block is stored durably.</summary>
    public bool IsTaken => Verdict is BlockVerdict.Accepted or BlockVerdict.Same;
}
