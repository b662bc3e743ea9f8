namespace Prover.Rollup;

/// <summary>What a block changed, as far as L1 does not know it by itself: with it the state can be rebuilt.</summary>
/// <param name="Payouts">What forced withdrawals pay, by strictly increasing slot.</param>
/// <param name="Touched">The touched existing accounts, by strictly increasing index.</param>
/// <param name="Created">The new accounts, in index order from the account count on.</param>
/// <param name="Withdrawals">The withdrawals, in slot order.</param>
public sealed record StateDiff(
    IReadOnlyList<Payout> Payouts,
    IReadOnlyList<TouchedAccount> Touched,
    IReadOnlyList<NewAccount> Created,
    IReadOnlyList<PaidWithdrawal> Withdrawals)
{
    /// <summary>The diff of a sealed block.</summary>
    public static StateDiff Of(ExecutedBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new StateDiff(
            [.. block.Requests.Select(ToPayout).OfType<Payout>()],
            [.. block.Touched.Select(entry => new TouchedAccount(entry.Index, entry.NonceIncrement, entry.Delta))],
            [.. block.Created.Select(ToNewAccount)],
            [.. block.Withdrawals.Select(ToWithdrawal)]);
    }

    private static Payout? ToPayout(ExecutedRequest slot, int position) =>
        slot.Payout == 0
            ? null
            : new Payout(position, slot.Access.Before.Account.Identity.Token, slot.Payout);

    private static NewAccount ToNewAccount(TableEntry entry) =>
        new(entry.After.Account.Identity, entry.NonceIncrement, entry.After.Account.Balance);

    private static PaidWithdrawal ToWithdrawal(ExecutedOperation slot)
    {
        AccountIdentity sender = slot.Sender.Before.Account.Identity;
        return new PaidWithdrawal(sender.L1Address, sender.Token, slot.Operation.Fields.Amount);
    }
}
