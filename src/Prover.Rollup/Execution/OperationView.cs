namespace Prover.Rollup;

/// <summary>
/// The accounts as one operation sees them: the block's state, and what the operation itself wrote so far.
/// </summary>
internal sealed class OperationView(BlockState state)
{
    private readonly List<Access> _accesses = new(3);

    /// <summary>The index of the next new account.</summary>
    public ulong Count => state.Count + (ulong)BlockState.CountCreated(_accesses);

    /// <summary>The account at an index; false where there is none.</summary>
    public bool TryGet(uint index, out AccountState account)
    {
        Access? own = _accesses.FindLast(access => access.Index == index);
        account = own?.After ?? default;
        return own is not null || state.TryGet(index, out account);
    }

    /// <summary>Notes an access.</summary>
    public Access Write(int time, uint index, in AccountState before, in AccountState after)
    {
        var access = new Access(time, index, before, after);
        _accesses.Add(access);
        return access;
    }

    /// <summary>Adds to a balance that was read.</summary>
    public OperationError TryCredit(int time, uint index, in AccountState before, UInt128 amount, out Access? access)
    {
        access = null;
        UInt128 balance = before.Account.Balance + amount;
        if (balance < amount)
        {
            return OperationError.BalanceOverflow;
        }

        AccountState after = before with { Account = before.Account with { Balance = balance }, Fresh = false };
        access = Write(time, index, in before, in after);
        return OperationError.None;
    }
}
