using System.Diagnostics;

namespace Prover.Compute.Tests;

/// <summary>A token that is cancelled after a while, and the time since then.</summary>
/// <remarks>A thread of its own: the timer of a token source waits for the pool that a device keeps busy.</remarks>
internal sealed class TimedCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Thread _thread;
    private long _cancelled;

    public TimedCancellation(TimeSpan delay)
    {
        _thread = new Thread(() =>
        {
            Thread.Sleep(delay);
            Volatile.Write(ref _cancelled, Stopwatch.GetTimestamp());
            _source.Cancel();
        });
        _thread.Start();
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Time since the cancellation; waits for it.</summary>
    public TimeSpan Since()
    {
        _thread.Join();
        return Stopwatch.GetElapsedTime(Volatile.Read(ref _cancelled));
    }

    public void Dispose()
    {
        _thread.Join();
        _source.Dispose();
    }
}
