namespace Prover.Pipeline;

/// <summary>A transaction of the sender: one nonce, one job, one or more versions with rising fees.</summary>
/// <remarks>Stored before its first version is sent, so that no other job can ever use its nonce.</remarks>
public sealed record L1Transaction
{
    /// <summary>Its place among the sender's transactions; never used for anything else.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The job that it submits; null for one that only fills a gap.</summary>
    public required JobId? Job { get; init; }

    /// <summary>What it has come to.</summary>
    public required L1TransactionState State { get; init; }

    /// <summary>Its versions, the newest last; each may still be mined.</summary>
    public required IReadOnlyList<L1TransactionVersion> Versions { get; init; }

    /// <summary>Where it was mined, as last seen; null while it is in no block.</summary>
    public L1Inclusion? Inclusion { get; init; }

    /// <summary>Why it is capped or failed: one line; null otherwise.</summary>
    public string? Reason { get; init; }
}
