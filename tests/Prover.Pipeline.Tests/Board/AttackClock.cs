namespace Prover.Pipeline.Tests;

/// <summary>A wall clock that somebody sets, forwards or back; what counts up steadily is apart from it.</summary>
internal sealed class AttackClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Steady { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Steady.Ticks;

    /// <summary>Time goes by.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        Steady += time;
    }
}
