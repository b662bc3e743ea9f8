using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A job under a lease: a block to be proven.</summary>
/// <param name="Job">The job.</param>
/// <param name="Fence">The lease's number; every later call about it carries it.</param>
/// <param name="Envelope">Names the block envelope in the payload store.</param>
/// <param name="CircuitId">The circuit.</param>
/// <param name="LeaseTime">How long the lease lasts; renew it at least three times as often.</param>
/// <param name="TimeLimit">How long the worker may hold the job in all; after that it is given to somebody else,
/// whatever the progress.</param>
public sealed record WorkItem(
    JobId Job,
    long Fence,
    ContentHash Envelope,
    Bytes32 CircuitId,
    TimeSpan LeaseTime,
    TimeSpan TimeLimit);
