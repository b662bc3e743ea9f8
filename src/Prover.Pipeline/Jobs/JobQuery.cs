namespace Prover.Pipeline;

/// <summary>Which jobs are wanted, in the order of chain and block number.</summary>
public sealed record JobQuery
{
    /// <summary>Only these stages; empty for all.</summary>
    public IReadOnlyList<JobStage> Stages { get; init; } = [];

    /// <summary>Only these states; empty for all.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Only jobs after this one.</summary>
    public JobId? After { get; init; }

    /// <summary>Descending instead: the newest first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>At most so many, 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;
}
