namespace Prover.Pipeline;

/// <summary>What can happen to a job. The names are part of the interface to clients.</summary>
public enum JobEventKind
{
    /// <summary>The block is stored and will be proven.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Leased,

    /// <summary>The assignment is made; the proof is next.</summary>
    Witnessed,

    /// <summary>A worker gave it back unfinished: it drains.</summary>
    Returned,

    /// <summary>A lease ran out.</summary>
    LeaseLost,

    /// <summary>A proof is here.</summary>
    Proved,

    /// <summary>The proof verifies.</summary>
    Verified,

    /// <summary>The proof does not verify; another worker or device is asked.</summary>
    Rejected,

    /// <summary>A stage failed and will be tried again.</summary>
    Failed,

    /// <summary>A transaction was signed and stored, and is sent.</summary>
    Submitted,

    /// <summary>The transaction was replaced on the same nonce by one with higher fees.</summary>
    Replaced,

    /// <summary>L1 has accepted the block.</summary>
    Mined,

    /// <summary>A reorganisation of L1 took it back.</summary>
    Reorged,

    /// <summary>Final on L1.</summary>
    Final,

    /// <summary>An operator is needed.</summary>
    Held,

    /// <summary>Quarantined.</summary>
    Dead,

    /// <summary>An operator sent it back to a stage.</summary>
    Requeued,

    /// <summary>An operator gave it up.</summary>
    Dropped,

    /// <summary>The device that made the job's proof gets no work any more: too many were wrong.</summary>
    Quarantined,
}
