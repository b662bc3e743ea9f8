namespace Prover.Pipeline.Tests.Sender;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class SenderClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
