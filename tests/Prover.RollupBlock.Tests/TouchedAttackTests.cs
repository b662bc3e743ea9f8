using System.Numerics;
using Prover.Algebra;
using Prover.Circuit.RollupBlock;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;
using static Prover.RollupBlock.Tests.Words;

namespace Prover.RollupBlock.Tests;

/// <summary>The table of accounts that the block touches: the tree, the order, the posted deltas.</summary>
public sealed class TouchedAttackTests
{
    private const string Order = "key - previousKey - 1 in [0, 2^33)";
    private const string Delta = "(Falls) * ((2 * Excess) + 1) == Packed + Excess + steps - EndState";
    private const string Opens = "(Used) * (roots.OldRoot - root) == Fr.Zero";

    [Fact]
    public void An_account_cannot_stand_in_the_table_twice()
    {
        // Alice spends in slot 0 what Bob gives her in slot 1. Her second entry takes the state that the first one
        // left, one after another in the tree, so both are true; only the time between them is lost.
        ForgedBlock block = GivenBack();
        TransferSlotInput[] slots = block.Circuit.Transfers;
        (slots[0], slots[1]) = (slots[1], slots[0]);
        TouchedInput[] table = block.Circuit.Touched;
        Fr rich = Number(60);
        TouchedInput second = table[2];
        (second.Used, second.Index, second.Token) = (1, table[0].Index, table[0].Token);
        (second.Owner, second.Ay, second.Packed) = (table[0].Owner, table[0].Ay, rich);
        (table[1], table[2]) = (second, table[1]);

        // Bob receives in slot 0 and sends in slot 1, which he can.
        slots[0].ReceiverIn = 100;
        slots[1].Debit.Remaining = 100;
        ForgedTables.Close(table[0], rich, 0);
        ForgedTables.Close(table[1], Step, 1);
        ForgedRows rows = block.FitPaths().Rows;
        int sends = rows.At(Capacities.TimeOfTransfer(0));
        int receives = rows.At(Capacities.TimeOfTransfer(1) + 1);
        block.Move(receives, rows.Opens(0)).Move(rows.Closes(0), receives).Move(rows.Opens(1), rows.Closes(0))
            .Move(sends, rows.Opens(1)).Move(rows.Closes(1), sends)
            .IsRefusedBy("Define", Order);
    }

    [Fact]
    public void The_same_account_twice_is_refused_even_if_nothing_moves()
    {
        ForgedBlock block = OneTransfer().Fit();
        TouchedInput[] table = block.Circuit.Touched;
        TouchedInput second = table[2];
        (second.Used, second.Index, second.Token) = (1, table[1].Index, table[1].Token);
        (second.Owner, second.Ay, second.Packed) = (table[1].Owner, table[1].Ay, ValueOf(table[1].EndState));
        ForgedTables.Close(second, ValueOf(second.Packed), 0);
        ForgedRows rows = block.FitPaths().Rows;
        block.Move(rows.Closes(1), rows.At(Capacities.TimeOfTransfer(0) + 1))
            .Move(rows.Opens(2), rows.Closes(1)).Move(rows.Closes(2), rows.Opens(2))
            .IsRefusedBy("Define", Order);
    }

    [Fact]
    public void The_table_is_in_index_order()
    {
        ForgedBlock block = OneTransfer();
        TouchedInput[] table = block.Circuit.Touched;
        (table[0], table[1]) = (table[1], table[0]);
        block.Fit().IsRefusedBy("Define", Order);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("owner")]
    [InlineData("ay")]
    [InlineData("balance")]
    [InlineData("nonce")]
    public void A_leaf_that_is_not_in_the_tree_is_refused(string field)
    {
        ForgedBlock block = Reading(Number((int)Sequencer));
        TouchedInput entry = block.Circuit.Touched[2];
        switch (field)
        {
            case "token":
                entry.Token = (ulong)Dollar;
                break;
            case "owner":
                entry.Owner = TestRollup.Owner(5).Packed;
                break;
            case "ay":
                entry.Ay = TestRollup.Owner(5).Ay;
                break;
            default:
                entry.Packed = field == "nonce" ? Power(160) : Number(1_000_000);
                break;
        }

        // Its path leads to another root; the true path does not hold it.
        block.Fit().IsRefusedBy("touched[2]", Opens);
        ForgedTables.OpenTruly(entry.Children, block.TreeBehind(2), Sequencer);
        block.IsRefusedBy("touched[2] > MerkleUpdate > level[0]");
    }

    [Fact]
    public void An_account_opens_at_its_own_index_only()
    {
        ForgedBlock block = Reading(Number((int)Sequencer));
        block.Fit().IsAccepted();
        TouchedInput entry = block.Circuit.Touched[2];
        entry.Index = (ulong)CarolDollar;
        block.Fit().IsRefusedBy("touched[2]", Opens);
        ForgedTables.OpenTruly(entry.Children, block.TreeBehind(2), Sequencer);
        block.IsRefusedBy("touched[2] > MerkleUpdate > level[0]");
        ForgedTables.OpenTruly(entry.Children, block.TreeBehind(2), CarolDollar);
        block.IsRefusedBy("touched[2] > MerkleUpdate > level[0]");
    }

    [Fact]
    public void Siblings_cannot_be_exchanged()
    {
        ForgedBlock block = OneTransfer();
        for (int level = 0; level < TreeShape.Depth; level++)
        {
            Circuits.Wire[] children = block.Circuit.Touched[1].Children[level];
            Circuits.Wire sibling = children[7];
            children[7] = 9;
            block.IsRefusedBy("touched[1]");
            children[7] = sibling;
        }
    }

    [Fact]
    public void The_old_root_is_that_of_the_tree()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Header.OldRoot = 1;
        block.IsRefusedBy("touched[", Opens);
    }

    [Fact]
    public void An_entry_cannot_open_in_the_tree_before_the_block()
    {
        // Each entry opens in the tree that the one before left: else its changes could be undone.
        ForgedBlock block = OneTransfer();
        ForgedTables.OpenTruly(block.Circuit.Touched[1].Children, State.Tree, CarolDollar);
        block.IsRefusedBy("touched[1]", Opens);
    }

    [Fact]
    public void The_used_flag_is_a_bit()
    {
        // On the sequencer's account, whose state is 0, a fraction makes the key that of another account.
        ForgedBlock block = Reading(Number((int)Sequencer));
        Fr padding = Padding + Number(2);
        block.Circuit.Touched[2].Used =
            (Number((int)CarolDollar) - padding) * (Number((int)Sequencer) - padding).Inverse();
        block.Fit().IsRefusedBy("touched[2]", "Used is 0 or 1");
    }

    [Fact]
    public void An_index_of_more_than_32_bits_has_no_path()
    {
        // Its lower bits would open account 2 under another key.
        ForgedBlock block = Reading(Padding + Number((int)Sequencer));
        block.Fit().IsRefusedBy(
            "touched[2]", "Index in [0, 2^32)", "oldLeaf is the leaf at its index");
    }

    [Fact]
    public void A_fraction_as_sign_cannot_post_another_delta()
    {
        // falls·(2·excess + 1) = excess − delta has a solution for any excess.
        ForgedBlock block = OneTransfer();
        TouchedInput entry = block.Circuit.Touched[1];
        entry.Excess = 5;
        entry.Falls = Number(5 - 300) * Number(11).Inverse();
        block.IsRefusedBy("touched[1]", "Falls is 0 or 1");
    }

    [Fact]
    public void The_posted_delta_is_the_change()
    {
        ForgedBlock block = OneTransfer();
        block.Circuit.Touched[1].Excess = 299;
        block.IsRefusedBy("touched[1]", Delta);
        block = OneTransfer();
        block.Circuit.Touched[1].Falls = 1;
        block.IsRefusedBy("touched[1]", Delta);
    }

    [Fact]
    public void A_zero_delta_has_no_sign()
    {
        // Posted as falling it would need abs(delta) − 1 = −1.
        ForgedBlock block = Reading(Number((int)Sequencer)).Fit();
        block.Circuit.Touched[2].Falls = 1;
        block.Circuit.Touched[2].Excess = -1;
        block.IsRefusedBy("touched[2]", "Excess in [0, 2^128)");
    }

    [Fact]
    public void Count_and_delta_cannot_stand_in_for_each_other()
    {
        // Without an increment of the nonce the delta would be 2^160 + 2^208 − 300.
        ForgedBlock block = OneTransfer();
        TouchedInput entry = block.Circuit.Touched[0];
        entry.Count = 0;
        entry.Falls = 0;
        entry.Excess = Step - Number(300);
        block.FitPaths().IsRefusedBy("touched[0]", "Excess in [0, 2^128)");
    }

    [Fact]
    public void A_fraction_as_count_cannot_bring_money()
    {
        // The leaf takes EndState − count·2^208: with count = −m/2^160 it holds 2^48·m base units more than it should,
        // and excess = 300 + m + 2^48·m makes the states fit.
        ForgedBlock block = OneTransfer();
        TouchedInput entry = block.Circuit.Touched[1];
        const int M = 1_000;
        entry.Count = -(Number(M) * Power(160).Inverse());
        entry.Excess = Number(300 + M + (new BigInteger(M) << 48));
        Fr leaf = ValueOf(entry.EndState) - (ValueOf(entry.Count) * Power(208));
        Assert.Equal(Number(390 + (new BigInteger(M) << 48)), leaf);
        block.FitPaths().IsRefusedBy("touched[1]", "Count in [0, 2^");
    }

    /// <summary>Alice pays Bob 100; entry 2 of the table is the sequencer's account, which no slot accesses.</summary>
    private static ForgedBlock Reading(Fr index)
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 0);
        Place(builder.Add(Signed(1, fields), null));
        ForgedBlock block = new(Assign(builder), State);
        Account account = State[Sequencer];
        TouchedInput entry = block.Circuit.Touched[2];
        entry.Used = 1;
        entry.Index = index;
        entry.Token = (ulong)account.Identity.Token;
        entry.Owner = account.Identity.Owner;
        entry.Ay = account.Identity.Ay;
        entry.Packed = account.Packed;
        return block;
    }
}
