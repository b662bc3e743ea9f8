using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// An account that a block touches or creates, with its step from one root of the state tree to the next.
/// </summary>
/// <param name="Index">The account.</param>
/// <param name="Before">Its state before the block; fresh for an account that the block creates.</param>
/// <param name="After">Its state after the block.</param>
/// <param name="Path">
/// Its siblings after all entries before it are updated: the same for the old and the new leaf.
/// </param>
/// <param name="RootAfter">The root once this entry, too, is updated.</param>
public sealed record TableEntry(uint Index, AccountState Before, AccountState After, MerklePath Path, Fr RootAfter)
{
    /// <summary>How many operations the account signed in the block.</summary>
    public int NonceIncrement => After.SignedInBlock;

    /// <summary>The change of the balance.</summary>
    public BalanceDelta Delta => BalanceDelta.Between(Before.Account.Balance, After.Account.Balance);
}
