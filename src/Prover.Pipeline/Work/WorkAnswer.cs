namespace Prover.Pipeline;

/// <summary>What became of a result, a failure or a renewal.</summary>
public enum WorkAnswer
{
    /// <summary>Taken.</summary>
    Accepted,

    /// <summary>The job has a proof already; stop, nothing is lost.</summary>
    NotNeeded,

    /// <summary>The lease is not the last one and nothing was changed; stop, unless a result is near: a late result
    /// is still welcome.</summary>
    LeaseLost,

    /// <summary>There is no such job, or what was sent cannot be right.</summary>
    Refused,
}
