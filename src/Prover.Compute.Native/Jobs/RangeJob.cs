namespace Prover.Compute.Native;

/// <summary>A job of one stage that does the same to consecutive ranges of items.</summary>
/// <param name="length">Number of items.</param>
/// <param name="grain">Items per piece.</param>
/// <param name="nanoseconds">Expected time for one item.</param>
/// <param name="body">Called with the first item and their number.</param>
internal sealed class RangeJob(int length, int grain, double nanoseconds, Action<int, int> body) : ComputeJob
{
    /// <inheritdoc/>
    public override double Cost(int stage) => length * nanoseconds;

    /// <inheritdoc/>
    public override int Begin(int stage) => (length + grain - 1) / grain;

    /// <inheritdoc/>
    public override void Run(int stage, int piece) =>
        body(piece * grain, Math.Min(grain, length - (piece * grain)));
}
