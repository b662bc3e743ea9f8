namespace Prover.Pipeline;

/// <summary>The rules by which jobs are leased, tried again and given up.</summary>
public sealed record JobRules
{
    /// <summary>The rules unless told otherwise.</summary>
    public static JobRules Default { get; } = new();

    /// <summary>How long a lease lasts unless it is renewed. Default: 2 minutes.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Making assignments. Default: 5 failures, 1 s to 2 min, 10 min without progress.</summary>
    public StageRules Witness { get; init; } =
        new(5, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10));

    /// <summary>Proving. Default: 8 failures, 1 s to 5 min, 30 min without progress.</summary>
    public StageRules Prove { get; init; } =
        new(8, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30));

    /// <summary>Verifying. Default: 12 failures, 1 s to 1 min: some minutes without a payload folder cost no finished
    /// proof; 1 min.</summary>
    public StageRules Verify { get; init; } =
        new(12, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    /// <summary>
    /// Lost leases and failures together after which a job is quarantined that keeps losing its workers, as one that
    /// takes more memory than they have. Restarts of a node count as well, so this is well above
    /// <see cref="StageRules.Attempts"/>. Default: 20.
    /// </summary>
    public int LeaseLossLimit { get; init; } = 20;

    /// <summary>Jobs that may wait for a proof before new blocks are put off. Default: 1,000.</summary>
    public int MaxWaiting { get; init; } = 1000;

    /// <summary>When a block that was put off should come again. Default: 10 s.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wrong proofs after which a device gets no more work. Default: 3.</summary>
    public int WrongProofLimit { get; init; } = 3;

    /// <summary>How long a device that asked for work counts as there. Default: 2 minutes.</summary>
    public TimeSpan WorkerRecent { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the table is looked at for work that other processes put there. Default: 1 s.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The rules of a stage that a worker or this node tries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Submit and Final have rules of their own.</exception>
    public StageRules Of(JobStage stage) => stage switch
    {
        JobStage.Witness => Witness,
        JobStage.Prove => Prove,
        JobStage.Verify => Verify,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
