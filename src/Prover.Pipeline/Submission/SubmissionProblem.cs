namespace Prover.Pipeline;

/// <summary>Why a block is not sent.</summary>
public enum SubmissionProblem
{
    /// <summary>The proof does not verify.</summary>
    ProofInvalid,

    /// <summary>A block before it is not on L1 yet.</summary>
    NotNext,

    /// <summary>L1 has another block under this number.</summary>
    Conflict,

    /// <summary>The block starts from another root than the one on L1.</summary>
    OldRootMismatch,

    /// <summary>The block starts from another number of accounts than there are on L1.</summary>
    AccountCountMismatch,

    /// <summary>The block consumes other requests than the queue has there.</summary>
    QueueMismatch,

    /// <summary>The block is older than the one before it.</summary>
    TimeBeforePrevious,
}
