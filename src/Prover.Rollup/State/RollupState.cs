using System.Collections.Immutable;
using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>Every account and the commitment to them.</summary>
/// <remarks>Immutable: a change gives a new state, so any earlier one stays usable as a snapshot.</remarks>
public sealed class RollupState : IAccountReader
{
    private readonly ImmutableList<Account> _accounts;
    private readonly ImmutableDictionary<AccountIdentity, uint> _byIdentity;

    private RollupState(
        ImmutableList<Account> accounts, ImmutableDictionary<AccountIdentity, uint> byIdentity, MerkleStateTree tree)
    {
        _accounts = accounts;
        _byIdentity = byIdentity;
        Tree = tree;
    }

    /// <summary>The state without accounts.</summary>
    public static RollupState Empty { get; } =
        new(ImmutableList<Account>.Empty, ImmutableDictionary<AccountIdentity, uint>.Empty, MerkleStateTree.Empty);

    /// <summary>The commitment to the accounts.</summary>
    public MerkleStateTree Tree { get; }

    /// <summary>The commitment's value.</summary>
    public Fr Root => Tree.Root;

    /// <inheritdoc/>
    public ulong Count => (ulong)_accounts.Count;

    /// <summary>The account at an index below <see cref="Count"/>.</summary>
    public Account this[uint index] => _accounts[checked((int)index)];

    /// <summary>The accounts in index order.</summary>
    public IEnumerable<Account> Accounts => _accounts;

    /// <inheritdoc/>
    public bool TryGet(uint index, out Account account)
    {
        bool known = index < (uint)_accounts.Count;
        account = known ? _accounts[(int)index] : Account.Empty;
        return known;
    }

    /// <summary>The lowest index whose account has this identity.</summary>
    public bool TryFind(in AccountIdentity identity, out uint index) => _byIdentity.TryGetValue(identity, out index);

    /// <summary>The state with other nonce and balance at an index that exists.</summary>
    /// <exception cref="ArgumentException">There is no such account, or its identity differs.</exception>
    public RollupState Update(uint index, in Account account)
    {
        if (!TryGet(index, out Account before) || before.Identity != account.Identity)
        {
            throw new ArgumentException($"Account {index} does not exist or has another identity.", nameof(account));
        }

        return new RollupState(
            _accounts.SetItem((int)index, account), _byIdentity, Tree.SetLeaf(index, account.Leaf()));
    }

    /// <summary>The state with more accounts, at the next indices in order.</summary>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public RollupState Add(params IReadOnlyList<Account> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        ImmutableList<Account>.Builder list = _accounts.ToBuilder();
        ImmutableDictionary<AccountIdentity, uint>.Builder byIdentity = _byIdentity.ToBuilder();
        MerkleStateTree tree = Tree;
        foreach (Account account in accounts)
        {
            if (account.IsEmpty)
            {
                throw new ArgumentException("An account needs an L1 address.", nameof(accounts));
            }

            uint index = (uint)list.Count;
            list.Add(account);
            _ = byIdentity.TryAdd(account.Identity, index);
            tree = tree.SetLeaf(index, account.Leaf());
        }

        return new RollupState(list.ToImmutable(), byIdentity.ToImmutable(), tree);
    }
}
