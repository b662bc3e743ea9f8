using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A block on its way to L1: the one row that decides about it.</summary>
/// <remarks>Immutable; a change is a new value saved in a transaction of the store.</remarks>
public sealed record Job
{
    /// <summary>Which block.</summary>
    public required JobId Id { get; init; }

    /// <summary>The sequencer's idempotency key: unique, 1 to 200 printable ASCII characters.</summary>
    public required string Key { get; init; }

    /// <summary>Names the block envelope in the payload store.</summary>
    public required ContentHash Envelope { get; init; }

    /// <summary>The circuit that the envelope is for.</summary>
    public required Bytes32 CircuitId { get; init; }

    /// <summary>When it was admitted.</summary>
    public required DateTimeOffset Admitted { get; init; }

    /// <summary>The work that it needs next.</summary>
    public JobStage Stage { get; init; } = JobStage.Witness;

    /// <summary>What becomes of it there.</summary>
    public JobState State { get; init; } = JobState.Waiting;

    /// <summary>When it came into its stage.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>Attempts that ended badly, for whatever reason, before there is a proof; after that failures in its
    /// stage.</summary>
    public int Failures { get; init; }

    /// <summary>Not to be worked on before this time: back-off.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>The fencing number of the last lease; grows by one with each.</summary>
    public long Fence { get; init; }

    /// <summary>Who works on it; null when nobody does.</summary>
    public JobLease? Lease { get; init; }

    /// <summary>Workers that failed it in Witness or Prove, in order, each once: they are asked last.</summary>
    public IReadOnlyList<string> FailedWorkers { get; init; } = [];

    /// <summary>
    /// The proof in EVM form (256 bytes), from <see cref="JobStage.Verify"/> on; trusted from Submit on.
    /// </summary>
    public ReadOnlyMemory<byte>? Proof { get; init; }

    /// <summary>Who made the proof: worker and device.</summary>
    public string? ProvedBy { get; init; }

    /// <summary>Why it failed last, is held or is dead: one line without secrets.</summary>
    public string? Reason { get; init; }
}
