namespace Prover.Pipeline;

/// <summary>What the node remembers of a worker's device, across restarts.</summary>
/// <remarks>One record per worker and device: their <see cref="Name"/> is <c>worker/device</c>.</remarks>
public sealed record WorkerRecord
{
    /// <summary><c>worker/device</c>.</summary>
    public required string Name { get; init; }

    /// <summary>When it last asked, renewed or answered.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Proofs of it that verified.</summary>
    public long ProofsRight { get; init; }

    /// <summary>Proofs of it that did not verify.</summary>
    public long ProofsWrong { get; init; }

    /// <summary>Attempts that it failed otherwise.</summary>
    public long Failures { get; init; }

    /// <summary>Why it gets no work any more; null while it does.</summary>
    public string? Quarantined { get; init; }
}
