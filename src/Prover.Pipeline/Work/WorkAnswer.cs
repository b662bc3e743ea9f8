namespace Prover.Pipeline;

/// <summary>What became of a result, a failure or a renewal.</summary>
public enum WorkAnswer
{
    /// <summary>Taken.</summary>
    Accepted,

    /// <summary>The job has a proof already; stop, nothing is lost. To a renewal: one that verifies.</summary>
    NotNeeded,

    /// <summary>The lease is not the last one, or a proof came that is not verified yet; nothing was changed. Stop,
    /// unless a result is near: a late result is still welcome.</summary>
    LeaseLost,

    /// <summary>There is no such job, or what was sent cannot be right.</summary>
    Refused,
}
