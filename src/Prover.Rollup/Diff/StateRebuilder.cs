using System.Globalization;

namespace Prover.Rollup;

/// <summary>Rebuilds the state from what L1 emitted: the diffs, block by block.</summary>
/// <remarks>
/// Nothing else is needed: the effect of a deposit is in the touched or new accounts, a payout's too. That the result
/// has
/// the proven root is for the caller to compare.
/// </remarks>
public static class StateRebuilder
{
    /// <summary>The state after a block.</summary>
    /// <exception cref="InvalidDataException">The diff does not belong to this state.</exception>
    public static RollupState Apply(RollupState before, StateDiff diff)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(diff);
        RollupState state = diff.Touched.Aggregate(before, Apply);
        Account[] created =
            [.. diff.Created.Select(account => new Account(account.Identity, (uint)account.Nonce, account.Balance))];
        return state.Add(created);
    }

    private static RollupState Apply(RollupState state, TouchedAccount change)
    {
        if (!state.TryGet(change.Index, out Account account))
        {
            throw Mismatch($"account {change.Index} does not exist");
        }

        if (!change.Delta.TryApply(account.Balance, out UInt128 balance))
        {
            throw Mismatch($"the balance of account {change.Index} would leave its range");
        }

        ulong nonce = (ulong)account.Nonce + (ulong)change.NonceIncrement;
        return nonce <= uint.MaxValue
            ? state.Update(change.Index, account with { Nonce = (uint)nonce, Balance = balance })
            : throw Mismatch($"the nonce of account {change.Index} would leave its range");
    }

    private static InvalidDataException Mismatch(FormattableString what) =>
        new("The diff does not belong to this state: " + what.ToString(CultureInfo.InvariantCulture) + ".");
}
