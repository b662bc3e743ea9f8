using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>A creation reads an account that is not there yet, and everything else one that is.</summary>
public sealed class CreationAttackTests
{
    private const string Creates = "(IsToNew) * (ReceiverIn - StateWord.Fresh) == Fr.Zero";

    [Fact]
    public void An_account_that_exists_cannot_be_created_again()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Transfers[0].IsTransfer = 0;
        block.Circuit.Transfers[0].IsToNew = 1;
        block.Fit().SignTransfer(0, 2).IsRefusedBy(string.Empty, Creates, "Excess in [0, 2^128)");
    }

    [Fact]
    public void An_account_cannot_be_paid_before_it_is_created()
    {
        // Slot 0 pays to the index that slot 1 creates; the creation finds money there.
        ForgedBlock block = PaidBeforeCreated();
        block.Fit().SignTransfer(0, 2).SignTransfer(1, 2).IsRefusedBy("transfer[1] > receiver", Creates);
    }

    [Fact]
    public void A_transfer_cannot_go_to_an_account_that_is_never_created()
    {
        ForgedBlock block = Creation();
        block.Circuit.Transfers[0].IsTransfer = 1;
        block.Circuit.Transfers[0].IsToNew = 0;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("new[0]", "Balance in [0, 2^128)");
    }

    [Fact]
    public void A_fraction_as_creation_flag_cannot_bring_money()
    {
        // One selector makes up for the other, so the slot counts as used; the fresh flag is taken off more than once.
        ForgedBlock block = Creation();
        TransferSlotInput slot = block.Circuit.Transfers[0];
        Fr flag = Fr.One - (Number(1_000_000) * Power(232).Inverse());
        slot.IsToNew = flag;
        slot.IsTransfer = Fr.One - flag;
        block.Fit().SignTransfer(0, 2).IsRefusedBy(
            "transfer[0]", "IsTransfer is 0 or 1", "IsToNew is 0 or 1", "(IsTransfer) * (IsToNew) == Fr.Zero");
    }

    [Fact]
    public void A_slot_is_a_transfer_or_a_creation_and_not_both()
    {
        // Used twice: keys are 2·index − reserved key, and the signer's y is 2·ay − y(B₈), which suits an account that
        // was made for it.
        ForgedBlock block = Creation();
        Fr half = Fr.FromUInt64(2).Inverse();
        Fr ay = (TestRollup.Owner(2).Ay + BabyJubjub.Base8.Y) * half;
        AccountIdentity made = State[Bob].Identity with { Ay = ay };
        RollupState state = RollupState.Empty.Add(
            State[Alice], new Account(made, 0, 5_000), State[2], State[3], State[4]);
        block = new ForgedBlock(block.Circuit, state);
        block.Circuit.Header.OldRoot = state.Root;
        block.Circuit.Touched[0].Ay = ay;
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.IsTransfer = 1;
        slot.Receiver = (Number(5) + Reserved) * half;
        slot.Debit.Sender = (Number((int)Bob) + Reserved) * half;
        slot.Debit.Ay = ay;
        TouchedInput sender = block.Fit().Circuit.Touched[0];
        ForgedTables.Close(sender, ValueOf(sender.EndState), 2);
        block.FitPaths().SignTransfer(0, 2).IsRefusedBy(
            "transfer[0]", "(IsTransfer) * (IsToNew) == Fr.Zero", "(1 - used) * (stateIn) == Fr.Zero");
    }

    [Fact]
    public void An_account_cannot_spend_before_it_is_created()
    {
        // Bob pays 20 to the index of a new account, which pays 5 back; nobody creates it.
        ForgedBlock block = CreatedAndSpending();
        block.Circuit.Transfers[0].IsTransfer = 1;
        block.Circuit.Transfers[0].IsToNew = 0;
        block.Fit().SignTransfer(0, 2)
            .IsRefusedBy(string.Empty, "Remaining in [0, 2^128)", "Balance in [0, 2^128)");
    }

    private static ForgedBlock PaidBeforeCreated()
    {
        BlockBuilder builder = NewBlock();
        SignedFields create = SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 0, ValidUntil, 20, 0);
        SignedFields pay = SignedFields.Transfer(Bob, 5, TestRollup.Owner(6), Ether, 1, ValidUntil, 30, 0);
        Place(builder.Add(Signed(2, create), null));
        Place(builder.Add(Signed(2, pay), null));
        ForgedBlock block = new(Assign(builder), State);
        TransferSlotInput[] slots = block.Circuit.Transfers;
        (slots[0], slots[1]) = (slots[1], slots[0]);
        (slots[0].Debit.Nonce, slots[1].Debit.Nonce) = (0, 1);
        return block;
    }
}
