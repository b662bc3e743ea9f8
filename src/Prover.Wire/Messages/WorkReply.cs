namespace Prover.Wire;

/// <summary>The node's answer to a worker: <c>work-reply.v1</c>.</summary>
/// <param name="Id">The id of the request; 16 zero bytes where it could not be read.</param>
/// <param name="Verdict">The answer.</param>
/// <param name="Lease">The job; exactly for <see cref="WorkVerdict.Leased"/>.</param>
/// <param name="LeaseTime">How long the lease lasts; zero without one.</param>
/// <param name="TimeLimit">How long the worker may take in all; zero without a lease.</param>
/// <param name="Reason">Why not: one line, or null.</param>
/// <param name="RetryAfter">When to ask again; null where that is no use.</param>
public sealed record WorkReply(
    ReadOnlyMemory<byte> Id,
    WorkVerdict Verdict,
    WorkLease? Lease = null,
    TimeSpan LeaseTime = default,
    TimeSpan TimeLimit = default,
    string? Reason = null,
    TimeSpan? RetryAfter = null);
