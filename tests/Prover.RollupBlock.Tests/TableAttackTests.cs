using Prover.Algebra;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>The tables of touched and new accounts, the tree, and the words that are posted.</summary>
public sealed class TableAttackTests
{
    [Fact]
    public void An_account_cannot_stand_in_the_table_twice()
    {
        // A duplicate would be an account whose balance is spent twice.
        BlockCircuit forged = OneTransfer();
        forged.Touched[1] = OneTransfer().Touched[0];
        AssertRefused(forged, "Define");
    }

    [Fact]
    public void The_table_is_in_index_order()
    {
        BlockCircuit forged = OneTransfer();
        (forged.Touched[0], forged.Touched[1]) = (forged.Touched[1], forged.Touched[0]);
        AssertRefused(forged, "Define");
    }

    [Fact]
    public void An_account_opens_at_its_own_index_only()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[0].Index = (ulong)Sequencer;
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void A_leaf_that_is_not_in_the_tree_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[0].Packed = 1_000_000;
        AssertRefused(forged, "touched[0]");
        forged = OneTransfer();
        forged.Touched[0].Owner = TestRollup.Owner(4).Packed;
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void Siblings_cannot_be_exchanged()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[0].Children[0][6] = Fr.FromUInt64(9);
        AssertRefused(forged, "touched[0]");
        forged = OneTransfer();
        forged.Touched[0].Children[10][0] = Fr.FromUInt64(9);
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void The_state_after_must_be_what_the_last_access_wrote()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[1].EndState = 390 + 1_000;
        forged.Touched[1].Excess = 1_300;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_old_root_must_be_the_root_of_the_opened_tree()
    {
        BlockCircuit forged = OneTransfer();
        forged.Header.OldRoot = Fr.FromUInt64(1);
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void The_posted_delta_must_be_the_change()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[1].Excess = 299;
        AssertRefused(forged, "touched[1]");
        forged = OneTransfer();
        forged.Touched[1].Falls = 1;
        AssertRefused(forged, "touched[1]");
        forged = OneTransfer();
        forged.Touched[0].Count = 0;
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void A_zero_delta_has_no_sign()
    {
        // Alice pays herself without a fee: delta 0. Posted as falling it would need abs(delta) − 1 = −1.
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Alice, TestRollup.Owner(1), Ether, 4, ValidUntil, 100, 0);
        Place(builder.Add(Signed(1, fields), null));
        BlockCircuit forged = Assign(builder);
        forged.Touched[0].Falls = 1;
        forged.Touched[0].Excess = -Fr.One;
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void Count_and_delta_cannot_stand_in_for_each_other()
    {
        // count + 1 and a delta smaller by 2^160 + 2^208 give the same state, but not within the ranges.
        BlockCircuit forged = OneTransfer();
        Fr step = Fr.FromUInt64(2).Pow(160) + Fr.FromUInt64(2).Pow(208);
        forged.Touched[0].Count = 0;
        forged.Touched[0].Falls = 0;
        forged.Touched[0].Excess = step - Fr.FromUInt64(300);
        AssertRefused(forged, "touched[0]");
    }

    [Fact]
    public void A_new_account_takes_the_next_index()
    {
        // Another count in the header moves the table's entries away from the index that the operations name.
        BlockCircuit forged = EveryKind();
        forged.Header.AccountCount = 6;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_new_account_cannot_overwrite_one()
    {
        BlockCircuit forged = EveryKind();
        forged.Header.AccountCount = 4;
        AssertRefused(forged, "new[0]");
    }

    [Fact]
    public void A_new_account_needs_an_L1_address()
    {
        BlockCircuit forged = EveryKind();
        forged.NewAccounts[1].L1Address = 0;
        forged.Transfers[1].ReceiverOwner = forged.NewAccounts[1].Sign;
        AssertRefused(forged, "new[1]");
    }

    [Fact]
    public void New_accounts_leave_no_gap()
    {
        BlockCircuit forged = EveryKind();
        forged.NewAccounts[0].Used = 0;
        AssertRefused(forged, "new[0]");
    }

    [Fact]
    public void A_new_account_is_the_one_that_was_signed_for()
    {
        BlockCircuit forged = EveryKind();
        forged.NewAccounts[1].Ay = TestRollup.Owner(4).Ay;
        AssertRefused(forged, "grouping");
        forged = EveryKind();
        forged.NewAccounts[1].Token = (ulong)Dollar;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_new_account_starts_without_a_balance_of_its_own()
    {
        BlockCircuit forged = EveryKind();
        forged.NewAccounts[1].Balance = 1_020;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void An_account_that_exists_cannot_be_created_again()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].IsTransfer = 0;
        forged.Transfers[0].IsToNew = 1;
        SignedFields fields = SignedFields.TransferToNew(
            BobDollar, TestRollup.Owner(4), Dollar, 0, ValidUntil, 300, 0);
        Resign(forged.Transfers[0].Debit, 2, fields);
        AssertRefused(forged, "receiver");
    }

    [Fact]
    public void A_transfer_cannot_go_to_an_account_that_is_not_created()
    {
        // TransferToNew played as an ordinary transfer: the fresh flag stays in the state and cannot be posted.
        BlockCircuit forged = EveryKind();
        forged.Transfers[1].IsTransfer = 1;
        forged.Transfers[1].IsToNew = 0;
        SignedFields fields = SignedFields.Transfer(Bob, 6, TestRollup.Owner(6), Ether, 1, ValidUntil, 20, 2);
        Resign(forged.Transfers[1].Debit, 2, fields);
        AssertRefused(forged, "grouping");
    }
}
