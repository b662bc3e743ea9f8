using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>Padding must not be an account with free money, and must hide nothing.</summary>
public sealed class PaddingAttackTests
{
    private const string StartsEmpty = "(unused) * (Packed) == Fr.Zero";
    private const string EndsEmpty = "(unused) * (EndState) == Fr.Zero";

    [Fact]
    public void Money_cannot_come_out_of_a_padding_entry()
    {
        // The attacker gives padding entry 2 a balance and a key of their own and pays Carol from it.
        ForgedBlock block = FromPadding();
        block.Circuit.Touched[2].Packed = 300;
        block.Fit().SignTransfer(0, 4).IsRefusedBy("touched[2]", StartsEmpty, EndsEmpty);
    }

    [Fact]
    public void A_padding_entry_cannot_start_with_a_debt_that_its_payments_cancel()
    {
        // It ends with 0 as it should. A balance below 0 cannot be read by a sender, though.
        ForgedBlock block = FromPadding();
        block.Circuit.Touched[2].Packed = Number(300) - Step;
        block.Fit().SignTransfer(0, 4).IsRefusedBy(string.Empty, StartsEmpty, "Remaining in [0, 2^128)");
    }

    [Fact]
    public void A_padding_entry_cannot_swallow_what_it_was_sent()
    {
        // Starts 300 in debt, ends with 0: the money is gone although no withdrawal was posted.
        ForgedBlock block = ToPadding();
        block.Circuit.Touched[2].Packed = -300;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("touched[2]", StartsEmpty);
    }

    [Fact]
    public void A_padding_entry_cannot_keep_what_it_was_sent() =>
        ToPadding().Fit().SignTransfer(0, 2).IsRefusedBy("touched[2]", EndsEmpty);

    [Fact]
    public void A_padding_entry_cannot_pass_on_what_it_was_sent()
    {
        // Sent 300 in slot 0, it pays them to Carol in slot 1. Its nonce stays behind.
        ForgedBlock block = ToPadding();
        TransferSlotInput second = block.Circuit.Transfers[1];
        second.IsTransfer = 1;
        second.Debit.Sender = Padding + Number(2);
        second.Debit.Token = (ulong)Dollar;
        second.Debit.Owner = TestRollup.Owner(5).Packed;
        second.Debit.Ay = TestRollup.Owner(5).Ay;
        second.Debit.Amount = 300;
        second.Receiver = (ulong)CarolDollar;
        second.ReceiverOwner = TestRollup.Owner(4).Packed;
        second.ReceiverAy = TestRollup.Owner(4).Ay;
        block.Fit().SignTransfer(0, 2).SignTransfer(1, 5).IsRefusedBy("touched[2]", EndsEmpty);
    }

    [Fact]
    public void A_padding_entry_cannot_keep_a_deposit()
    {
        ForgedBlock block = EveryKind();
        block.Circuit.L1Slots[0].Account = Padding + Number(3);
        block.Circuit.Touched[3].Owner = block.Circuit.L1Slots[0].Owner;
        block.Circuit.Touched[3].Ay = TestRollup.Owner(1).Ay;
        block.Fit().IsRefusedBy("touched[3]", EndsEmpty);
    }

    [Fact]
    public void A_padding_entry_cannot_keep_a_fee()
    {
        ForgedBlock block = WithFee(Sequencer);
        block.Circuit.Transfers[0].FeeAccount.Account = Padding + Number(3);
        block.Circuit.Touched[3].Owner = block.Circuit.Transfers[0].FeeAccount.Owner;
        block.Circuit.Touched[3].Ay = block.Circuit.Transfers[0].FeeAccount.Ay;
        block.Fit().IsRefusedBy("touched[3]", EndsEmpty);
    }

    [Fact]
    public void A_padding_entry_of_the_new_accounts_cannot_keep_what_it_was_sent()
    {
        ForgedBlock block = OneTransfer();
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.Receiver = Padding + Number(Capacities.Touched);
        slot.ReceiverOwner = Fr.Zero;
        slot.ReceiverAy = Fr.Zero;
        block.Circuit.NewAccounts[0].Token = (ulong)Dollar;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", "(1 - Used) * (word) == Fr.Zero");
    }

    [Fact]
    public void An_entry_that_is_declared_unused_cannot_move_its_account()
    {
        // The receiver's entry is switched off: its delta would not be posted.
        ForgedBlock block = OneTransfer();
        block.Circuit.Touched[1].Used = 0;
        block.Circuit.Transfers[0].Receiver = Padding + Number(1);
        block.Fit().SignTransfer(0, 2).IsRefusedBy("touched[1]", StartsEmpty, EndsEmpty);
    }

    [Fact]
    public void Used_never_rises_again()
    {
        ForgedBlock block = OneTransfer();
        TouchedInput[] table = block.Circuit.Touched;
        (table[1], table[2]) = (table[2], table[1]);
        block.Fit().IsRefusedBy("Define", "key - previousKey - 1 in [0, 2^33)");
    }

    [Fact]
    public void The_reserved_key_cannot_pass_a_fee_on_to_another_slot()
    {
        // Slot 0 pays its fee to the reserved key; slot 1, unused and signed by the public key, takes it from there.
        ForgedBlock block = WithFee(Sequencer);
        TransferSlotInput[] slots = block.Circuit.Transfers;
        slots[1].FeeAccount = slots[0].FeeAccount;
        slots[0].FeeAccount = new FeeCredit { Account = Reserved };
        slots[1].Debit.Fee = 7;
        block.Fit().SignTransfer(1, null)
            .IsRefusedBy("transfer[1] > sender", "(1 - used) * (stateIn) == Fr.Zero");
    }

    [Fact]
    public void The_reserved_key_cannot_pass_an_amount_on_to_another_slot()
    {
        // Alice pays 100 to the reserved key, whose owner and key are 0; unused slot 1 gives them out as its fee.
        ForgedBlock block = WithFee(Sequencer);
        TransferSlotInput[] slots = block.Circuit.Transfers;
        slots[0].Receiver = Reserved;
        slots[0].ReceiverOwner = Fr.Zero;
        slots[0].ReceiverAy = Fr.Zero;
        slots[1].FeeAccount = new FeeCredit
        {
            Account = slots[0].FeeAccount.Account,
            Owner = slots[0].FeeAccount.Owner,
            Ay = slots[0].FeeAccount.Ay,
        };
        slots[1].Debit.Fee = 100;
        block.Fit().SignTransfer(0, 1).SignTransfer(1, null)
            .IsRefusedBy("transfer[1] > sender", "(1 - used) * (stateIn) == Fr.Zero");
    }

    [Fact]
    public void The_reserved_key_cannot_keep_an_amount()
    {
        ForgedBlock block = WithFee(Sequencer);
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.Receiver = Reserved;
        slot.ReceiverOwner = Fr.Zero;
        slot.ReceiverAy = Fr.Zero;
        block.Fit().SignTransfer(0, 1).IsRefusedBy(string.Empty, "stateIn", "closes", "row.Out");
    }

    /// <summary>Bob pays Carol 300, but from padding entry 2 with Carol's key.</summary>
    private static ForgedBlock FromPadding()
    {
        ForgedBlock block = OneTransfer();
        SignedDebit sender = block.Sender(0);
        sender.Sender = Padding + Number(2);
        sender.Owner = block.Circuit.Touched[2].Owner = TestRollup.Owner(4).Packed;
        sender.Ay = block.Circuit.Touched[2].Ay = TestRollup.Owner(4).Ay;
        block.Circuit.Touched[2].Token = (ulong)Dollar;
        return block;
    }

    /// <summary>Bob pays 300 to padding entry 2, which says that it is person 5.</summary>
    private static ForgedBlock ToPadding()
    {
        ForgedBlock block = OneTransfer();
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.Receiver = Padding + Number(2);
        slot.ReceiverOwner = block.Circuit.Touched[2].Owner = TestRollup.Owner(5).Packed;
        slot.ReceiverAy = block.Circuit.Touched[2].Ay = TestRollup.Owner(5).Ay;
        block.Circuit.Touched[2].Token = (ulong)Dollar;
        return block;
    }
}
