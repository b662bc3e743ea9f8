namespace Prover.Rollup;

/// <summary>Which room a block lacked for an operation that may fit the next one.</summary>
public enum BlockLimit
{
    /// <summary>None: there was room.</summary>
    None,

    /// <summary>All P slots for requests from L1 are used.</summary>
    L1Slots,

    /// <summary>All X withdrawal slots are used.</summary>
    Withdrawals,

    /// <summary>All N transfer slots are used.</summary>
    Transfers,

    /// <summary>It would touch more than M existing accounts.</summary>
    Touched,

    /// <summary>It would create more than A accounts.</summary>
    NewAccounts,

    /// <summary>
    /// A block runs requests, then withdrawals, then transfers; this one depends on a later one, or disturbs it.
    /// </summary>
    Order,
}
