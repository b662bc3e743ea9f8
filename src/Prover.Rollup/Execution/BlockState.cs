namespace Prover.Rollup;

/// <summary>
/// The accounts as they stand in the middle of a block: what they were before it, and what it did to them.
/// </summary>
public sealed class BlockState
{
    private readonly IAccountReader _before;
    private readonly SortedDictionary<uint, AccountState> _touched = [];
    private readonly Dictionary<uint, AccountState> _now = [];
    private readonly List<AccountIdentity> _created = [];

    /// <summary>Starts from the accounts before the block, which must not change while this state is used.</summary>
    public BlockState(IAccountReader before)
    {
        ArgumentNullException.ThrowIfNull(before);
        _before = before;
    }

    /// <summary>The number of accounts now: the index that the next new account gets.</summary>
    public ulong Count => _before.Count + (ulong)_created.Count;

    /// <summary>How many accounts existed before the block.</summary>
    public ulong CountBefore => _before.Count;

    /// <summary>How many accounts the block created so far.</summary>
    public int CreatedCount => _created.Count;

    /// <summary>How many accounts that existed before the block were accessed so far.</summary>
    public int TouchedCount => _touched.Count;

    /// <summary>
    /// The accessed accounts that existed before the block, by increasing index, with their state before it.
    /// </summary>
    public IEnumerable<KeyValuePair<uint, AccountState>> Touched => _touched;

    /// <summary>The identities of the accounts that the block created, in index order.</summary>
    public IReadOnlyList<AccountIdentity> Created => _created;

    /// <summary>The account at an index as it stands now; false where there is none.</summary>
    public bool TryGet(uint index, out AccountState state)
    {
        if (_now.TryGetValue(index, out state))
        {
            return true;
        }

        bool exists = _before.TryGet(index, out Account account) && !account.IsEmpty;
        state = exists ? AccountState.Existing(in account) : default;
        return exists;
    }

    /// <summary>The first account of this identity that the block itself created.</summary>
    public bool TryFindCreated(in AccountIdentity identity, out uint index)
    {
        int position = _created.IndexOf(identity);
        index = position < 0 ? 0 : (uint)(_before.Count + (ulong)position);
        return position >= 0;
    }

    /// <summary>How many existing accounts these accesses would touch that the block did not touch yet.</summary>
    public int CountNewlyTouched(IEnumerable<Access> accesses) =>
        accesses.Select(access => access.Index)
            .Distinct()
            .Count(index => index < _before.Count && !_touched.ContainsKey(index));

    /// <summary>How many of these accesses create an account.</summary>
    public static int CountCreated(IEnumerable<Access> accesses) => accesses.Count(access => access.Before.Fresh);

    /// <summary>Writes what an operation did.</summary>
    /// <exception cref="InvalidOperationException">The access did not read what stands here.</exception>
    public void Apply(IEnumerable<Access> accesses)
    {
        ArgumentNullException.ThrowIfNull(accesses);
        foreach (Access access in accesses)
        {
            Apply(access);
        }
    }

    private void Apply(Access access)
    {
        bool exists = TryGet(access.Index, out AccountState state);
        bool creates = access.Before.Fresh && !exists && access.Index == Count;
        if (!creates && !(exists && state == access.Before))
        {
            throw new InvalidOperationException(
                $"The access at time {access.Time} did not read the state of its account.");
        }

        if (creates)
        {
            _created.Add(access.Before.Account.Identity);
        }
        else if (access.Index < _before.Count)
        {
            _ = _touched.TryAdd(access.Index, state);
        }

        _now[access.Index] = access.After;
    }
}
