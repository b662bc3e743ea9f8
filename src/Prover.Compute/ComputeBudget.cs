using System.Runtime.ExceptionServices;

namespace Prover.Compute;

/// <summary>What one call to a device may use: threads, time until it is told to stop, and whom it tells how far it
/// is.</summary>
/// <remarks>
/// Immutable. A device never starts a thread or a pool of its own: work is cut into pieces and run by
/// <see cref="For"/> on the shared thread pool, at most <see cref="MaxThreads"/> pieces at a time. Pieces are short
/// (well under a second), so that a cancelled call ends within two seconds; what it had written to its outputs by
/// then is unspecified.
/// </remarks>
/// <param name="MaxThreads">Pieces that may run at once; at least 1.</param>
/// <param name="Progress">Told the finished fraction of the call, in [0, 1], from any thread; may be null.</param>
/// <param name="Cancellation">Ends the call with <see cref="OperationCanceledException"/>.</param>
public sealed record ComputeBudget(
    int MaxThreads, IProgress<double>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>One thread, never cancelled.</summary>
    public static ComputeBudget SingleThread { get; } = new(1);

    /// <summary>Pieces that may run at once; at least 1.</summary>
    public int MaxThreads { get; } = MaxThreads >= 1
        ? MaxThreads
        : throw new ArgumentOutOfRangeException(nameof(MaxThreads), "A budget has at least one thread.");

    /// <summary>As many threads as the process may use.</summary>
    public static ComputeBudget AllThreads(CancellationToken cancellation = default) =>
        new(Environment.ProcessorCount, Cancellation: cancellation);

    /// <summary>Runs <paramref name="body"/> for 0 … count − 1 in any order and returns when all have ended.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before all pieces had run.</exception>
    /// <remarks>An exception of a piece stops the others and is rethrown as it is.</remarks>
    public void For(int count, Action<int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Cancellation.ThrowIfCancellationRequested();
        if (MaxThreads == 1 || count <= 1)
        {
            RunInOrder(count, body);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxThreads, CancellationToken = Cancellation };
        int done = 0;
        try
        {
            _ = Parallel.For(0, count, options, i =>
            {
                // Parallel.For itself learns of it by a callback, which comes late where the thread that cancels is
                // put aside between the two.
                Cancellation.ThrowIfCancellationRequested();
                body(i);
                Progress?.Report((double)Interlocked.Increment(ref done) / count);
            });
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }

    /// <summary>Cuts 0 … length − 1 into consecutive ranges of at most <paramref name="grain"/> and runs them like
    /// <see cref="For"/>.</summary>
    /// <param name="length">Number of items, 0 or more.</param>
    /// <param name="grain">Items per piece, at least 1.</param>
    /// <param name="body">Called with the first index and the number of items.</param>
    public void ForRanges(int length, int grain, Action<int, int> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfLessThan(grain, 1);
        int pieces = (int)(((long)length + grain - 1) / grain);
        For(pieces, i => body(i * grain, Math.Min(grain, length - (i * grain))));
    }

    /// <summary>The same budget without progress: for the inner steps of a longer call.</summary>
    public ComputeBudget Quiet() => Progress is null ? this : this with { Progress = null };

    /// <summary>The budget of a step whose progress from 0 to 1 is that of the whole from one fraction to
    /// another.</summary>
    public ComputeBudget Part(double from, double to) =>
        Progress is null ? this : this with { Progress = new PartialProgress(Progress, from, to) };

    private void RunInOrder(int count, Action<int> body)
    {
        for (int i = 0; i < count; i++)
        {
            Cancellation.ThrowIfCancellationRequested();
            body(i);
            Progress?.Report((i + 1.0) / count);
        }
    }

    private sealed class PartialProgress(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + ((to - from) * value));
    }
}
