namespace Prover.Pipeline;

/// <summary>How a worker behaves.</summary>
public sealed record WorkerOptions
{
    /// <summary>The worker's name, unique among those of one node.</summary>
    public required string Name { get; init; }

    /// <summary>How often a lease is renewed, as a fraction of its time; in (0, 1/2].</summary>
    public double RenewFraction { get; init; } = 0.25;

    /// <summary>How often the progress is told while it grows.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The first pause after the source of work was lost; doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);
}
