namespace Prover.Witness;

/// <summary>Which part of an envelope does not belong to the rest.</summary>
public enum EnvelopeRefusal
{
    /// <summary>The block is for another circuit.</summary>
    WrongCircuit,

    /// <summary>A list is longer than the circuit has places for.</summary>
    CapacityExceeded,

    /// <summary>The touched accounts are not in strictly increasing index order.</summary>
    TouchedOrder,

    /// <summary>A touched account's index is not below the account count.</summary>
    TouchedIndex,

    /// <summary>A touched account has the L1 address 0.</summary>
    TouchedEmpty,

    /// <summary>A touched account is accessed by no operation.</summary>
    TouchedUnused,

    /// <summary>The requests do not lead from one queue hash to the other.</summary>
    QueueHash,

    /// <summary>A request is not valid at its place.</summary>
    InvalidRequest,

    /// <summary>A signed operation is not valid at its place.</summary>
    InvalidOperation,

    /// <summary>There are more or fewer paths for new accounts than the block creates.</summary>
    CreatedCount,

    /// <summary>An account and its path do not lead to the root before it.</summary>
    Path,

    /// <summary>The last path does not lead to the new root.</summary>
    NewRoot,

    /// <summary>C is not that of the public words.</summary>
    Commitment,
}
