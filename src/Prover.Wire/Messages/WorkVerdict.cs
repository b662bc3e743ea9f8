namespace Prover.Wire;

/// <summary>What the node answers a worker; the numbers are part of <c>work-reply.v1</c>.</summary>
public enum WorkVerdict
{
    /// <summary>Taken.</summary>
    Accepted = 0,

    /// <summary>The job has a proof already.</summary>
    NotNeeded = 1,

    /// <summary>The lease is not the last one.</summary>
    LeaseLost = 2,

    /// <summary>There is no such job, or what was sent cannot be right.</summary>
    Refused = 3,

    /// <summary>Here is a job.</summary>
    Leased = 4,

    /// <summary>There is nothing to do for this worker.</summary>
    Nothing = 5,

    /// <summary>The node cannot answer now: ask again later.</summary>
    Unavailable = 6,
}
