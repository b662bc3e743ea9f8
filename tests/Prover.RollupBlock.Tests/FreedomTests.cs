using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>
/// What a sequencer may choose without any effect on what is proven (README.md of circuits/RollupBlock): accepted, and
/// so a proof that the attacks are refused for what they change and not for being touched.
/// </summary>
public sealed class FreedomTests
{
    private static readonly AccountIdentity Twin = new(Dollar, TestRollup.Owner(4));

    [Fact]
    public void A_deposit_may_credit_any_account_of_the_queued_identity()
    {
        RollupState state = RollupState.Empty.Add(new Account(Twin, 0, 10), new Account(Twin, 3, 20));
        BlockBuilder builder = NewBlock(state);
        Place(builder.Add(L1Request.Deposit(Twin, 50)));
        ForgedBlock block = new(Assign(builder), state);
        Assert.Equal(Fr.Zero, ValueOf(block.Circuit.L1Slots[0].Account));
        block.Circuit.L1Slots[0].Account = 1;
        block.Circuit.Touched[0].Index = 1;
        block.Circuit.Touched[0].Packed = state[1].Packed;
        block.Fit().IsAccepted();
    }

    [Fact]
    public void A_deposit_may_create_another_account_of_the_queued_identity()
    {
        RollupState state = RollupState.Empty.Add(new Account(Twin, 0, 10));
        BlockBuilder builder = NewBlock(state);
        Place(builder.Add(L1Request.Deposit(Twin, 50)));
        ForgedBlock block = new(Assign(builder), state);
        block.Circuit.L1Slots[0].Account = 1;
        block.Circuit.L1Slots[0].IsNew = 1;
        NewAccountInput entry = block.Circuit.NewAccounts[0];
        entry.Used = 1;
        entry.Token = (ulong)Dollar;
        entry.L1Address = Twin.L1Address.ToFr();
        entry.Sign = Twin.Sign ? 1 : 0;
        entry.Ay = Twin.Ay;
        block.Fit().IsAccepted();
    }

    [Fact]
    public void A_padding_entry_may_have_any_index_and_path()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Touched[3].Index = 123_456_789;
        block.Circuit.Touched[3].Token = 77;
        block.Fit();
        block.Circuit.Touched[3].Children[10][5] = 5;
        block.IsAccepted();
    }

    [Fact]
    public void An_unused_slot_may_be_valid_until_any_time()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(1).ValidUntil = BlockTime + 1_000;
        block.SignTransfer(1, null).IsAccepted();
    }

    [Fact]
    public void Creations_may_take_the_next_indices_in_any_order()
    {
        BlockBuilder builder = NewBlock();
        SignedFields first = SignedFields.TransferToNew(Bob, TestRollup.Owner(5), Ether, 0, ValidUntil, 20, 0);
        SignedFields second = SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 1, ValidUntil, 30, 0);
        Place(builder.Add(Signed(2, first), null));
        Place(builder.Add(Signed(2, second), null));
        ForgedBlock block = new(Assign(builder), State);
        NewAccountInput[] table = block.Circuit.NewAccounts;
        (table[0], table[1]) = (table[1], table[0]);
        (block.Circuit.Transfers[0].Receiver, block.Circuit.Transfers[1].Receiver) = (6, 5);
        block.Fit().IsAccepted();
    }

    [Fact]
    public void An_account_that_no_slot_accesses_may_stand_in_the_table()
    {
        ForgedBlock block = OneTransfer();
        TouchedInput entry = block.Circuit.Touched[2];
        Array.Copy(block.Circuit.Touched, 0, block.Circuit.Touched, 1, 2);
        block.Circuit.Touched[0] = entry;
        entry.Used = 1;
        entry.Index = (ulong)Bob;
        entry.Owner = State[Bob].Identity.Owner;
        entry.Ay = State[Bob].Identity.Ay;
        entry.Packed = State[Bob].Packed;
        block.Fit().IsAccepted();
    }

    [Fact]
    public void Validity_may_reach_beyond_40_bits_if_it_does_not_reach_40_bits_beyond_the_block()
    {
        // The executor refuses it. Its field is the highest of m₁, so no other message reads the same.
        ForgedBlock block = OneTransfer();
        block.Sender(0).ValidUntil = Power(40);
        block.SignTransfer(0, 2).IsAccepted();
    }
}
