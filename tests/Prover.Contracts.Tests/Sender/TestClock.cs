namespace Prover.Contracts.Tests;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(int seconds) => _now += TimeSpan.FromSeconds(seconds);
}
