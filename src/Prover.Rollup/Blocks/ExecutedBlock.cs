namespace Prover.Rollup;

/// <summary>A sealed block with everything that a witness is made from.</summary>
/// <param name="Header">The header.</param>
/// <param name="Capacities">The capacities of the circuit that it was filled for.</param>
/// <param name="Requests">The used L1 slots, in queue order.</param>
/// <param name="Withdrawals">The used withdrawal slots.</param>
/// <param name="Transfers">The used transfer slots.</param>
/// <param name="Touched">The existing accounts that were accessed, by strictly increasing index.</param>
/// <param name="Created">The new accounts, at the indices from the account count on.</param>
/// <remarks>
/// The tree goes from old to new root by the steps of <paramref name="Touched"/>, then of <paramref name="Created"/>,
/// one after another. Slots and table entries beyond the lists are unused.
/// </remarks>
public sealed record ExecutedBlock(
    BlockHeader Header,
    BlockCapacities Capacities,
    IReadOnlyList<ExecutedRequest> Requests,
    IReadOnlyList<ExecutedOperation> Withdrawals,
    IReadOnlyList<ExecutedOperation> Transfers,
    IReadOnlyList<TableEntry> Touched,
    IReadOnlyList<TableEntry> Created)
{
    /// <summary>The number of accounts after the block.</summary>
    public ulong AccountCountAfter => Header.AccountCount + (ulong)Created.Count;

    /// <summary>Every access in the order of times.</summary>
    public IEnumerable<Access> Accesses =>
        Requests.Select(slot => slot.Access)
            .Concat(Withdrawals.SelectMany(slot => slot.Accesses))
            .Concat(Transfers.SelectMany(slot => slot.Accesses));
}
