namespace Prover.Compute;

/// <summary>A job of one stage that does the same to consecutive ranges of items.</summary>
/// <param name="length">Number of items, 0 or more.</param>
/// <param name="grain">Items per piece, at least 1.</param>
/// <param name="nanoseconds">Expected time for one item.</param>
/// <param name="body">Called with the first item and their number.</param>
public sealed class RangeJob(int length, int grain, double nanoseconds, Action<int, int> body) : ComputeJob
{
    /// <inheritdoc/>
    public override double Cost(int stage) => length * nanoseconds;

    /// <inheritdoc/>
    public override int Begin(int stage) => (int)(((long)length + grain - 1) / grain);

    /// <inheritdoc/>
    public override void Run(int stage, int piece) =>
        body(piece * grain, Math.Min(grain, length - (piece * grain)));
}
