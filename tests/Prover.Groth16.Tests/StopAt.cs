using System.Diagnostics;

namespace Prover.Groth16.Tests;

/// <summary>Cancels when the progress passes a point.</summary>
internal sealed class StopAt(double point, CancellationTokenSource source) : IProgress<double>
{
    private long _cancelled;

    /// <summary>Time since the cancellation.</summary>
    public TimeSpan Since => Stopwatch.GetElapsedTime(Volatile.Read(ref _cancelled));

    public void Report(double value)
    {
        if (value >= point && Interlocked.CompareExchange(ref _cancelled, Stopwatch.GetTimestamp(), 0) == 0)
        {
            source.Cancel();
        }
    }
}
