namespace Prover.Pipeline;

/// <summary>How far a job is: the work that it needs next.</summary>
/// <remarks>
/// Witness and Prove are done by a worker under one lease, since an assignment is secret, large and made again in
/// less time than it takes to store it; a failure counts for the stage that it happened in. The other three are done
/// by the node that keeps the jobs.
/// </remarks>
public enum JobStage
{
    /// <summary>The envelope is to be checked and solved.</summary>
    Witness,

    /// <summary>The proof is to be made.</summary>
    Prove,

    /// <summary>A proof is here and is to be verified from what will be posted.</summary>
    Verify,

    /// <summary>The verified proof is to be sent to L1, in block order.</summary>
    Submit,

    /// <summary>It is in a block of L1, which is to become final.</summary>
    Final,
}
