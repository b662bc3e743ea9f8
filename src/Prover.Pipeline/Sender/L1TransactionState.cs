namespace Prover.Pipeline;

/// <summary>What a transaction of the sender has come to.</summary>
public enum L1TransactionState
{
    /// <summary>Stored; perhaps sent, perhaps not: the process may have ended in between.</summary>
    Pending,

    /// <summary>Not included, and its fees may not rise further without an operator.</summary>
    Capped,

    /// <summary>In a block that may still be taken back.</summary>
    Mined,

    /// <summary>In a block that is final, successful.</summary>
    Final,

    /// <summary>In a block, but reverted: L1 refused it.</summary>
    Reverted,

    /// <summary>Another transaction took its nonce, for ever: none of its versions can be mined.</summary>
    Displaced,
}
