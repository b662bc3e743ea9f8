using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>What a withdrawal posts for L1 is what was debited, for the owner of the account.</summary>
public sealed class WithdrawalAttackTests
{
    [Fact]
    public void A_fraction_as_sign_cannot_pay_to_another_address()
    {
        // address = owner − sign·2^160 can be anything if the sign can be.
        ForgedBlock block = EveryKind();
        WithdrawSlotInput slot = block.Circuit.Withdrawals[0];
        slot.Sign = (ValueOf(slot.Debit.Owner) - Address(0xBAD).ToFr()) * Power(160).Inverse();
        block.IsRefusedBy("withdrawal[0]", "Sign is 0 or 1");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_sign_of_the_key_cannot_be_hidden_in_the_address_or_taken_from_it(bool sign)
    {
        // owner without its sign taken off is address + 2^160: the word would name the next token.
        ForgedBlock block = Withdrawal(sign);
        block.Circuit.Withdrawals[0].Sign = sign ? 0 : 1;
        block.IsRefusedBy("withdrawal[0]", "address in [0, 2^160)");
    }

    [Fact]
    public void More_than_the_balance_cannot_be_withdrawn()
    {
        ForgedBlock block = Withdrawal(sign: false);
        block.Circuit.Withdrawals[0].Debit.Amount = 1_001;
        block.Fit().SignWithdrawal(0, PersonWith(sign: false))
            .IsRefusedBy("withdrawal[0] > sender", "Remaining in [0, 2^128)");
    }

    [Fact]
    public void A_negative_withdrawal_brings_no_money()
    {
        ForgedBlock block = Withdrawal(sign: false);
        block.Circuit.Withdrawals[0].Debit.Amount = -1_000;
        block.Fit().SignWithdrawal(0, PersonWith(sign: false))
            .IsRefusedBy("withdrawal[0] > sender", "Amount in [0, 2^128)");
    }

    [Fact]
    public void A_withdrawal_of_nothing_is_refused()
    {
        ForgedBlock block = Withdrawal(sign: false);
        block.Circuit.Withdrawals[0].Debit.Amount = 0;
        block.Fit().SignWithdrawal(0, PersonWith(sign: false))
            .IsRefusedBy("withdrawal[0] > sender", "(value) * (inverse) == used");
    }

    [Fact]
    public void The_same_withdrawal_cannot_be_debited_at_an_older_state()
    {
        // Two operations of one account: the transfer reads what was there before the withdrawal.
        ForgedBlock block = EveryKind();
        block.Read(Capacities.TimeOfTransfer(1), Power(160) + Power(208) + Number(5_100)).Fit()
            .IsRefusedBy("grouping");
    }

    [Fact]
    public void The_selector_is_a_bit()
    {
        // Halfway used: the sender's key would be a mixture of index and reserved key.
        ForgedBlock block = EveryKind();
        block.Circuit.Withdrawals[0].Used = Fr.FromUInt64(2).Inverse();
        block.IsRefusedBy(string.Empty, "Used is 0 or 1", "(1 - used) * (stateIn) == Fr.Zero", string.Empty);
    }

    [Fact]
    public void An_unused_slot_posts_no_amount()
    {
        // An unused L1 slot brings 5 to the reserved key and the unused withdrawal takes them from there: one of the
        // two rules alone would do, since nothing else can bring anything there before.
        ForgedBlock block = OneTransfer();
        block.Circuit.L1Slots[0].Amount = 5;
        block.Circuit.Withdrawals[0].Debit.Amount = 5;
        block.Fit().SignWithdrawal(0, null)
            .IsRefusedBy(string.Empty, "(Amount) * (1 - IsDeposit) == Fr.Zero", "(1 - used) * (stateIn) == Fr.Zero");
    }

    [Fact]
    public void An_unused_slot_posts_no_address() =>
        Unused(static slot => slot.Debit.Owner = Address(0xBAD).ToFr()).IsRefusedBy("grouping", "next.Owner");

    [Fact]
    public void An_unused_slot_posts_no_token()
    {
        ForgedBlock block = Unused(static slot => slot.Debit.Token = 7);
        ForgedRows rows = block.Rows;
        int before = rows.At(BlockCapacities.TimeOfL1Slot(1));
        block.Move(rows.At(Capacities.TimeOfWithdrawal(0)), before).IsRefusedBy("grouping", "next.TimeToken");
    }

    [Fact]
    public void An_unused_slot_posts_no_sign() =>
        Unused(static slot => slot.Sign = 1).IsRefusedBy("withdrawal[0]", "address in [0, 2^160)");

    /// <summary>A slot without an operation, signed anew with the public key.</summary>
    private static ForgedBlock Unused(Action<WithdrawSlotInput> forge)
    {
        ForgedBlock block = OneTransfer();
        forge(block.Circuit.Withdrawals[0]);
        return block.Fit().SignWithdrawal(0, null);
    }

    /// <summary>A person whose key has the sign wanted withdraws 600 of 1,000.</summary>
    private static ForgedBlock Withdrawal(bool sign)
    {
        int person = PersonWith(sign);
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Dollar, TestRollup.Owner(person)), 0, 1_000));
        BlockBuilder builder = NewBlock(state);
        Place(builder.Add(Signed(person, SignedFields.Withdraw(0, Dollar, 0, ValidUntil, 600, 0)), null));
        return new ForgedBlock(Assign(builder), state);
    }

    private static int PersonWith(bool sign) =>
        Enumerable.Range(1, 50).First(person => TestRollup.Owner(person).Sign == sign);
}
