using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>Every access reads what the access before wrote, on the right account, in the order of time.</summary>
public sealed class AccessAttackTests
{
    private const string OneAccount = "(same) * (next.Key - row.Key) == Fr.Zero";
    private const string OneOwner = "(same) * (next.Owner - row.Owner) == Fr.Zero";
    private const string OneKey = "(same) * (next.Ay - row.Ay) == Fr.Zero";
    private const string TimeAndToken = "same * (next.TimeToken - row.TimeToken - 1) in [0, 2^";

    private static readonly int First = Capacities.TimeOfTransfer(0);
    private static readonly int Second = Capacities.TimeOfTransfer(1);

    [Fact]
    public void What_follows_from_an_honest_block_is_that_block()
    {
        EveryKind().Fit().IsAccepted();
        OneTransfer().Fit().IsAccepted();
        TwoTokens().Fit().SignTransfer(0, 1).SignTransfer(1, 2).IsAccepted();
    }

    [Fact]
    public void A_sender_cannot_read_money_that_is_not_there() =>
        OneTransfer().Read(First, Number(1_000_000)).Fit().IsRefusedBy("grouping");

    [Fact]
    public void A_receiver_cannot_read_money_that_is_not_there() =>
        OneTransfer().Read(First + 1, Number(1_000_000)).Fit().IsRefusedBy("grouping");

    [Fact]
    public void A_deposit_cannot_land_on_money_that_is_not_there() =>
        EveryKind().Read(BlockCapacities.TimeOfL1Slot(0), State[Alice].Packed + Number(1_000_000)).Fit()
            .IsRefusedBy("grouping");

    [Fact]
    public void A_transfer_to_oneself_cannot_read_the_state_before_the_debit()
    {
        // The credit would land on the undebited balance; the nonce has risen.
        ForgedBlock block = ToOneself(fee: 0, null);
        block.Read(First + 1, block.State[Alice].Packed + Step).Fit().IsRefusedBy("grouping");
    }

    [Fact]
    public void The_sender_as_fee_account_cannot_skip_the_debit()
    {
        ForgedBlock block = WithFee(Alice);
        block.Read(First + 2, block.State[Alice].Packed + Step).Fit().IsRefusedBy("grouping");
    }

    [Fact]
    public void The_receiver_as_fee_account_reads_what_it_received()
    {
        ForgedBlock block = WithFee(Bob);
        block.Fit().IsAccepted();
        block.Read(First + 2, block.State[Bob].Packed).Fit().IsRefusedBy("grouping");
    }

    [Fact]
    public void One_account_as_sender_receiver_and_fee_account_cannot_skip_the_debit()
    {
        ForgedBlock block = ToOneself(fee: 5, Alice);
        block.Fit().IsAccepted();
        block.Read(First + 2, block.State[Alice].Packed + Step).Fit().IsRefusedBy("grouping");
    }

    [Fact]
    public void The_table_cannot_end_with_another_state_than_the_last_access_wrote()
    {
        ForgedBlock block = OneTransfer().Fit();
        ForgedTables.Close(block.Circuit.Touched[1], Number(1_390), 0);
        block.FitPaths().IsRefusedBy("grouping");
    }

    [Fact]
    public void The_sender_is_the_account_at_the_index_that_it_says()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).Sender = 77;
        block.SignTransfer(0, 2).Move(block.Rows.At(First), block.Rows.Opens(0)).IsRefusedBy("grouping", OneAccount);
    }

    [Fact]
    public void The_receiver_is_the_account_at_the_index_that_it_says()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Transfers[0].Receiver = 77;
        block.SignTransfer(0, 2).Move(block.Rows.At(First + 1), block.Rows.Opens(1))
            .IsRefusedBy("grouping", OneAccount);
    }

    [Fact]
    public void The_fee_account_is_the_account_at_the_index_that_it_says()
    {
        ForgedBlock block = WithFee(Sequencer);
        block.Circuit.Transfers[0].FeeAccount.Account = 77;
        block.Move(block.Rows.At(First + 2), block.Rows.Opens(2)).IsRefusedBy("grouping", OneAccount);
    }

    [Fact]
    public void An_account_that_is_not_in_the_table_cannot_receive()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Transfers[0].Receiver = 77;
        block.Fit().SignTransfer(0, 2).IsRefusedBy("grouping");
    }

    [Fact]
    public void Nobody_else_can_sign_for_the_sender()
    {
        // Carol signs with her key and says that it is Bob's.
        ForgedBlock block = OneTransfer();
        block.Sender(0).Ay = TestRollup.Owner(4).Ay;
        block.SignTransfer(0, 4).IsRefusedBy("grouping", OneKey);
    }

    [Fact]
    public void A_withdrawal_pays_the_owner_and_nobody_else()
    {
        ForgedBlock block = EveryKind();
        WithdrawSlotInput slot = block.Circuit.Withdrawals[0];
        slot.Debit.Owner = new OwnerKey(Address(9), false, default).Packed;
        slot.Sign = 0;
        block.IsRefusedBy("grouping", OneOwner);
    }

    [Fact]
    public void The_receiver_has_the_owner_that_was_signed()
    {
        // The index was given to somebody else before the block was proven.
        ForgedBlock block = OneTransfer();
        block.Circuit.Transfers[0].ReceiverOwner = TestRollup.Owner(5).Packed;
        block.SignTransfer(0, 2).IsRefusedBy("grouping", OneOwner);
    }

    [Fact]
    public void The_receiver_has_the_key_that_was_signed()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Transfers[0].ReceiverAy = TestRollup.Owner(5).Ay;
        block.SignTransfer(0, 2).IsRefusedBy("grouping", OneKey);
    }

    [Fact]
    public void Sender_and_receiver_have_the_same_token()
    {
        // Alice pays in ETH, Carol's account in token 7 is credited.
        ForgedBlock block = TwoTokens();
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.Receiver = (ulong)CarolDollar;
        slot.ReceiverOwner = TestRollup.Owner(4).Packed;
        slot.ReceiverAy = TestRollup.Owner(4).Ay;
        block.Fit().SignTransfer(0, 1).Move(block.Rows.At(First + 1), block.Rows.Opens(3))
            .IsRefusedBy("grouping", TimeAndToken);
    }

    [Fact]
    public void The_fee_account_has_the_token_of_the_fee()
    {
        ForgedBlock block = TwoTokens();
        TransferSlotInput slot = block.Circuit.Transfers[0];
        slot.Debit.Fee = 7;
        slot.FeeAccount.Account = (ulong)CarolDollar;
        slot.FeeAccount.Owner = TestRollup.Owner(4).Packed;
        slot.FeeAccount.Ay = TestRollup.Owner(4).Ay;
        block.Fit().SignTransfer(0, 1).Move(block.Rows.At(First + 2), block.Rows.Opens(3))
            .IsRefusedBy("grouping", TimeAndToken);
    }

    [Fact]
    public void An_operation_cannot_spend_what_a_later_one_brings()
    {
        // Bob gives Alice 60 and she gives them back; then the slots change places. The grouping takes the accesses in
        // the order of the states that they read and write, so only their times are wrong.
        ForgedBlock block = GivenBack();
        TransferSlotInput[] slots = block.Circuit.Transfers;
        (slots[0], slots[1]) = (slots[1], slots[0]);
        ForgedRows rows = block.Rows;
        block.Move(rows.At(First), rows.At(Second + 1)).Move(rows.At(First + 1), rows.At(Second))
            .IsRefusedBy("grouping", TimeAndToken);
    }

    [Fact]
    public void An_access_cannot_come_after_the_end_of_its_account()
    {
        // Carol's entry closes before she receives.
        ForgedBlock block = OneTransfer().Fit();
        ForgedTables.Close(block.Circuit.Touched[1], block.State[CarolDollar].Packed, 0);
        block.FitPaths().Move(block.Rows.At(First + 1), block.Rows.Closes(1)).IsRefusedBy("grouping");
    }

    [Theory]
    [InlineData(240)]
    [InlineData(241)]
    public void An_access_cannot_pose_as_the_begin_or_end_of_a_group(int mark)
    {
        ForgedBlock block = OneTransfer().Fit();
        ForgedTables.Close(block.Circuit.Touched[1], block.State[CarolDollar].Packed, 0);
        block.Circuit.Transfers[0].ReceiverIn = mark == 240 ? Power(240) : Power(241) - Number(300);
        int last = block.Rows.All.Count - 1;
        block.FitPaths().Move(block.Rows.At(First + 1), last).IsRefusedBy("grouping");
    }

    private static ForgedBlock ToOneself(UInt128 fee, uint? feeAccount)
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Alice, TestRollup.Owner(1), Ether, 4, ValidUntil, 100, fee);
        Place(builder.Add(Signed(1, fields), feeAccount));
        return new ForgedBlock(Assign(builder), State);
    }

    /// <summary>Alice pays Bob in ETH, Bob pays Carol in token 7.</summary>
    private static ForgedBlock TwoTokens()
    {
        BlockBuilder builder = NewBlock();
        SignedFields ether = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 0);
        SignedFields dollar =
            SignedFields.Transfer(BobDollar, CarolDollar, TestRollup.Owner(4), Dollar, 0, ValidUntil, 1, 0);
        Place(builder.Add(Signed(1, ether), null));
        Place(builder.Add(Signed(2, dollar), null));
        return new ForgedBlock(Assign(builder), State);
    }
}
