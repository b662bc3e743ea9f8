namespace Prover.Pipeline;

/// <summary>The next step of the sender. Each is at most one durable change, then at most one effect on L1.</summary>
public abstract record SenderDecision
{
    private SenderDecision()
    {
    }

    /// <summary>Nothing to do before L1 or the store changes.</summary>
    /// <param name="Reason">What it waits for; null if there is nothing to submit.</param>
    public sealed record Wait(string? Reason) : SenderDecision;

    /// <summary>Find out whether a submission would succeed, and its gas; nothing changes.</summary>
    public sealed record Try(Job Job) : SenderDecision;

    /// <summary>Find out what L1 has under a job's number; nothing changes.</summary>
    public sealed record LookUp(Job Job) : SenderDecision;

    /// <summary>Sign and store the first version of a job's transaction, then send it.</summary>
    public sealed record Sign(Job Job, ulong Nonce, ulong Gas, OfferedFees Fees) : SenderDecision;

    /// <summary>Sign and store a transaction that only fills a nonce, then send it.</summary>
    public sealed record Fill(ulong Nonce, OfferedFees Fees) : SenderDecision;

    /// <summary>Sign and store another version on the same nonce with higher fees, then send it.</summary>
    public sealed record Replace(L1Transaction Row, ulong Gas, OfferedFees Fees) : SenderDecision;

    /// <summary>Give the newest version to the node, as it is stored.</summary>
    public sealed record Send(L1Transaction Row) : SenderDecision;

    /// <summary>A transaction may not rise further: store that, and hold its job.</summary>
    public sealed record Cap(L1Transaction Row, HoldReason Reason) : SenderDecision;

    /// <summary>Hold a job, with the reason.</summary>
    public sealed record Hold(Job Job, HoldReason Reason) : SenderDecision;

    /// <summary>The reason is gone: the job's transaction is on its way again, or the job waits for its turn.</summary>
    public sealed record Release(Job Job) : SenderDecision;

    /// <summary>A version is in a block, successful or reverted.</summary>
    public sealed record MarkMined(L1Transaction Row, L1Inclusion Inclusion) : SenderDecision;

    /// <summary>The block that a version is in is final.</summary>
    public sealed record MarkFinal(L1Transaction Row) : SenderDecision;

    /// <summary>Another transaction has the nonce for ever: the job needs another one.</summary>
    public sealed record Displace(L1Transaction Row) : SenderDecision;

    /// <summary>A transaction waits whose block is final by another one: from now on it only fills its nonce.</summary>
    public sealed record Unbind(L1Transaction Row) : SenderDecision;

    /// <summary>The block that a version was in is not in the chain any more.</summary>
    public sealed record Rewind(L1Transaction Row) : SenderDecision;

    /// <summary>L1 has the job's block by a transaction that is not ours: go by the contract's event.</summary>
    public sealed record Follow(Job Job, AcceptedOnL1 OnL1) : SenderDecision;

    /// <summary>The event of a followed job is final.</summary>
    public sealed record FinishFollowed(Job Job, AcceptedOnL1 OnL1) : SenderDecision;

    /// <summary>The event of a followed job is not in the chain any more.</summary>
    public sealed record RewindFollowed(Job Job) : SenderDecision;

    /// <summary>Transactions below a nonce are settled for ever.</summary>
    public sealed record Settle(ulong Floor) : SenderDecision;

    /// <summary>L1 took back blocks that were final: hold them all.</summary>
    /// <param name="Mark">What was final.</param>
    /// <param name="LastOnL1">The last block that L1 still has.</param>
    /// <param name="Reason">The alarm.</param>
    public sealed record RaiseAlarm(FinalMark Mark, uint LastOnL1, HoldReason Reason) : SenderDecision;
}
