using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>
/// Amounts, balances, nonces and times of signed operations. The sender is in league with the sequencer and signs
/// whatever helps; all states follow from what the slot says.
/// </summary>
public sealed class DebitAttackTests
{
    private const string Sender = "transfer[0] > sender";

    [Fact]
    public void More_than_the_balance_is_refused()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).Amount = 701;
        block.Fit().SignTransfer(0, 2).IsRefusedBy(Sender, "Remaining in [0, 2^128)");
    }

    [Fact]
    public void A_negative_amount_takes_from_the_receiver_and_is_refused()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).Amount = -50;
        block.Fit().SignTransfer(0, 2).IsRefusedBy(Sender, "Amount in [0, 2^128)");
    }

    [Fact]
    public void A_negative_fee_takes_from_the_fee_account_and_is_refused()
    {
        ForgedBlock block = WithFee(Sequencer);
        block.Sender(0).Fee = -4;
        block.Circuit.Transfers[0].FeeAccount.Account = (ulong)Bob;
        block.Circuit.Transfers[0].FeeAccount.Owner = TestRollup.Owner(2).Packed;
        block.Circuit.Transfers[0].FeeAccount.Ay = TestRollup.Owner(2).Ay;
        block.Fit().SignTransfer(0, 1).IsRefusedBy(Sender, "Fee in [0, 2^96)");
    }

    [Fact]
    public void An_amount_of_zero_is_refused()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).Amount = 0;
        block.Fit().SignTransfer(0, 2).IsRefusedBy(Sender, "(value) * (inverse) == used");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void Another_nonce_than_the_accounts_is_refused(int nonce)
    {
        // The account's is 4. What the message says less or more would be 2^160 base units of balance each.
        ForgedBlock block = WithFee(Sequencer);
        block.Sender(0).Nonce = nonce;
        block.Fit().SignTransfer(0, 1).IsRefusedBy(Sender, "Remaining in [0, 2^128)");
    }

    [Fact]
    public void A_count_cannot_be_paid_with_balance()
    {
        // Bob has signed a withdrawal before in this block.
        ForgedBlock block = EveryKind();
        block.Sender(1).Count = 0;
        block.Sender(1).Remaining = Words.ValueOf(block.Sender(1).Remaining) + Power(208);
        block.IsRefusedBy("transfer[1] > sender", "Remaining in [0, 2^128)");
    }

    [Theory]
    [InlineData("Nonce in [0, 2^32)")]
    [InlineData("Count in [0, 2^")]
    public void A_missing_balance_cannot_hide_in_a_fraction_of_nonce_or_count(string rule)
    {
        // In = remaining + nonce·2^160 + count·2^208 + amount + fee has a solution for any remaining, if the others
        // may be any field elements.
        ForgedBlock block = OneTransfer();
        SignedDebit sender = block.Sender(0);
        sender.Amount = 701;
        _ = block.Fit();
        Fr missing = ValueOf(sender.Remaining) - Number(5);
        sender.Remaining = 5;
        if (rule[0] == 'N')
        {
            sender.Nonce = missing * Power(160).Inverse();
        }
        else
        {
            sender.Count = missing * Power(208).Inverse();
        }

        block.SignTransfer(0, 2).IsRefusedBy(Sender, rule);
    }

    [Fact]
    public void An_exhausted_nonce_is_refused()
    {
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Ether, TestRollup.Owner(1)), uint.MaxValue - 1, 100),
            new Account(new AccountIdentity(Ether, TestRollup.Owner(2)), 0, 0));
        BlockBuilder builder = NewBlock(state);
        SignedFields fields =
            SignedFields.Transfer(0, 1, TestRollup.Owner(2), Ether, uint.MaxValue - 1, ValidUntil, 10, 0);
        Place(builder.Add(Signed(1, fields), null));
        ForgedBlock block = new(
            Assign(builder),
            RollupState.Empty.Add(
                new Account(new AccountIdentity(Ether, TestRollup.Owner(1)), uint.MaxValue, 100), state[1]));
        block.Circuit.Header.OldRoot = block.State.Root;
        block.Circuit.Touched[0].Packed = block.State[0].Packed;
        block.Sender(0).Nonce = (ulong)uint.MaxValue;
        block.Fit().SignTransfer(0, 1).IsRefusedBy(Sender, "Nonce - Fr.FromUInt64(uint.MaxValue) != 0");
    }

    [Fact]
    public void An_expired_operation_is_refused()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).ValidUntil = BlockTime - 1;
        block.SignTransfer(0, 2).IsRefusedBy(Sender, "ValidUntil - context.Header.BlockTime in [0, 2^40)");
    }

    [Fact]
    public void An_operation_that_is_valid_for_too_long_is_refused()
    {
        // It would leave its field in the message.
        ForgedBlock block = OneTransfer();
        block.Sender(0).ValidUntil = Power(40) + Number(BlockTime);
        block.SignTransfer(0, 2).IsRefusedBy(Sender, "ValidUntil - context.Header.BlockTime in [0, 2^40)");
    }

    [Fact]
    public void A_token_that_is_no_number_cannot_shift_the_time_of_an_operation()
    {
        // Alice spends in slot 0 what Bob gives her in slot 1. With token − 5/2^(t+1) his accesses count as earlier.
        ForgedBlock block = SpentBeforeReceived();
        block.Sender(1).Token = Number(-5) * Power(block.Rows.TimeBits + 1).Inverse();
        block.SignTransfer(1, 2).IsRefusedBy("transfer[1] > sender", "Token in [0, 2^32)");
    }

    [Fact]
    public void The_same_operation_cannot_be_executed_twice_in_a_block()
    {
        ForgedBlock block = WithFee(Sequencer);
        TransferSlotInput first = block.Circuit.Transfers[0];
        block.Circuit.Transfers[1] = new TransferSlotInput
        {
            IsTransfer = 1,
            Debit = WithFee(Sequencer).Sender(0),
            Receiver = first.Receiver,
            ReceiverOwner = first.ReceiverOwner,
            ReceiverAy = first.ReceiverAy,
            FeeAccount = new FeeCredit
            {
                Account = first.FeeAccount.Account,
                Owner = first.FeeAccount.Owner,
                Ay = first.FeeAccount.Ay,
            },
        };
        block.Fit().IsRefusedBy("transfer[1] > sender", "Remaining in [0, 2^128)");
    }

    /// <summary>Bob gives Alice 60 and she gives them back; then the slots change places, and all else fits.</summary>
    private static ForgedBlock SpentBeforeReceived()
    {
        ForgedBlock block = GivenBack();
        TransferSlotInput[] slots = block.Circuit.Transfers;
        (slots[0], slots[1]) = (slots[1], slots[0]);
        return block;
    }
}
