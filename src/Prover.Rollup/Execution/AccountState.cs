using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>An account as it stands between two accesses of one block.</summary>
/// <param name="Account">The account; a fresh one has its identity already, nonce 0 and balance 0.</param>
/// <param name="SignedInBlock">The number of operations that it signed in this block so far.</param>
/// <param name="Fresh">True until the operation that creates it.</param>
public readonly record struct AccountState(Account Account, int SignedInBlock, bool Fresh)
{
    /// <summary>An account that this block is still to create.</summary>
    public static AccountState NotYet(in AccountIdentity identity) => new(new Account(identity, 0, 0), 0, true);

    /// <summary>An account as it stands before the block.</summary>
    public static AccountState Existing(in Account account) => new(account, 0, false);

    /// <summary>v = balance(128) + 0(32) + nonce(32) + 0(16) + count(16) + 0(8) + fresh(1).</summary>
    public Fr Value => new FrPacker()
        .Append(Account.Balance, 128)
        .Append(0, 32)
        .Append(Account.Nonce, 32)
        .Append(0, 16)
        .Append((uint)SignedInBlock, 16)
        .Append(0, 8)
        .Append(Fresh ? 1u : 0u, 1)
        .ToFr();

    /// <summary>The leaf of the state tree: 0 while the account is fresh.</summary>
    public Fr Leaf() => Fresh ? Fr.Zero : Account.Leaf();
}
