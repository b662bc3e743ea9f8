using Prover.Algebra;
using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

public sealed class BlockBuilderTests
{
    private readonly RollupScenario _rollup = new(new BlockCapacities(1, 1, 3, 4, 1));

    public BlockBuilderTests()
    {
        for (int person = 0; person < 8; person++)
        {
            _ = _rollup.AddAccount(person, 1, 1000);
        }
    }

    [Fact]
    public void Each_zone_has_its_limit()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(0, 1, 5)).Placed);
        Assert.Equal(Placement.Kept(BlockLimit.L1Slots), builder.Add(RollupScenario.Deposit(0, 1, 5)));
        Assert.True(builder.Add(_rollup.Sign(_rollup.Withdraw(0, 5)), null).Placed);
        Assert.Equal(Placement.Kept(BlockLimit.Withdrawals), builder.Add(_rollup.Sign(_rollup.Withdraw(0, 5)), null));
        for (int i = 0; i < 3; i++)
        {
            Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(1, 0, 5)), null).Placed);
        }

        Assert.Equal(Placement.Kept(BlockLimit.Transfers), builder.Add(_rollup.Sign(_rollup.Transfer(1, 0, 5)), null));
        Assert.Equal((1, 1, 3), (builder.RequestCount, builder.WithdrawalCount, builder.TransferCount));
    }

    [Fact]
    public void A_fifth_existing_account_does_not_fit_but_a_known_one_does()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(0, 1, 5)), null).Placed);
        Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(2, 3, 5)), null).Placed);
        Assert.Equal(Placement.Kept(BlockLimit.Touched), builder.Add(_rollup.Sign(_rollup.Transfer(4, 3, 5)), null));
        Assert.Equal(Placement.Kept(BlockLimit.Touched), builder.Add(_rollup.Sign(_rollup.Transfer(3, 2, 5, 1)), 4));
        SignedFields known = _rollup.Transfer(3, 2, 5) with { Nonce = 0 };
        Assert.True(builder.Add(_rollup.Sign(known), null).Placed);
    }

    [Fact]
    public void A_second_new_account_does_not_fit()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(20, 1, 5)).Placed);
        Assert.Equal(
            Placement.Kept(BlockLimit.NewAccounts), builder.Add(_rollup.Sign(_rollup.TransferToNew(0, 21, 5)), null));
    }

    [Fact]
    public void A_withdrawal_and_a_request_that_come_late_are_put_into_their_zones()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(0, 1, 5)), null).Placed);
        Assert.True(builder.Add(_rollup.Sign(_rollup.Withdraw(2, 5)), null).Placed);
        Assert.True(builder.Add(RollupScenario.Deposit(1, 1, 7)).Placed);

        ExecutedBlock block = _rollup.Seal(builder);

        Assert.Equal((UInt128)1012, _rollup.State[1].Balance);
        int[] times = [.. block.Accesses.Select(access => access.Time)];
        Assert.Equal([1, 2, 4, 5], times);
    }

    [Fact]
    public void A_withdrawal_that_depends_on_a_transfer_is_kept_for_the_next_block()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(0, 1, 500)), null).Placed);

        Assert.Equal(
            Placement.Kept(BlockLimit.Order), builder.Add(_rollup.Sign(_rollup.Withdraw(1, 1500)), null));
        Assert.Equal(
            Placement.Kept(BlockLimit.Order), builder.Add(_rollup.Sign(_rollup.Withdraw(0, 1)), null));
        Assert.Equal(1, builder.TransferCount);
        Assert.Equal(0, builder.WithdrawalCount);
    }

    [Fact]
    public void A_withdrawal_that_would_starve_a_placed_transfer_is_refused()
    {
        BlockBuilder builder = _rollup.NewBlock();
        SignedFields transfer = _rollup.Transfer(0, 1, 900);
        Assert.True(builder.Add(_rollup.Sign(transfer), null).Placed);

        SignedFields withdrawal = _rollup.Withdraw(0, 900) with { Nonce = 0 };

        Assert.Equal(
            Placement.Refused(OperationError.WrongNonce), builder.Add(_rollup.Sign(withdrawal), null));
        Assert.Equal(1, builder.TransferCount);
    }

    [Fact]
    public void A_new_deposit_after_a_creating_transfer_keeps_for_the_next_block_what_it_would_move()
    {
        var rollup = new RollupScenario(new BlockCapacities(2, 1, 3, 8, 3));
        _ = rollup.AddAccount(0, 1, 1000);
        BlockBuilder builder = rollup.NewBlock();
        Assert.True(builder.Add(rollup.Sign(rollup.TransferToNew(0, 20, 100)), null).Placed);
        SignedOperation spend = RollupScenario.SignAs(20, SignedFields.Transfer(
            1, 0, RollupScenario.Owner(0), 1, 0, RollupScenario.StartTime, 50, 0));
        Assert.True(builder.Add(spend, null).Placed);

        // The deposit would take index 1, and the transfer from index 1 would be somebody else's.
        Assert.Equal(Placement.Kept(BlockLimit.Order), builder.Add(RollupScenario.Deposit(21, 1, 5)));
        Assert.Equal(2, builder.TransferCount);
    }

    [Fact]
    public void The_entries_lead_from_the_old_root_to_the_new_one_by_one()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(20, 1, 5)).Placed);
        Assert.True(builder.Add(_rollup.Sign(_rollup.Transfer(6, 1, 5, 2)), 3).Placed);
        Assert.True(builder.Add(_rollup.Sign(_rollup.Withdraw(0, 5)), null).Placed);
        ExecutedBlock block = _rollup.Seal(builder);

        Fr root = block.Header.OldRoot;
        foreach (TableEntry entry in block.Touched.Concat(block.Created))
        {
            Assert.Equal(entry.Index, entry.Path.Index);
            Assert.Equal(root, entry.Path.RootOf(entry.Before.Leaf()));
            root = entry.Path.RootOf(entry.After.Leaf());
            Assert.Equal(root, entry.RootAfter);
        }

        Assert.Equal(block.Header.NewRoot, root);
        Assert.Equal(_rollup.State.Root, root);
        Assert.Equal([0u, 1u, 3u, 6u], block.Touched.Select(entry => entry.Index));
        Assert.Equal([8u], block.Created.Select(entry => entry.Index));
    }

    [Fact]
    public void An_empty_block_changes_nothing()
    {
        Fr before = _rollup.State.Root;
        ExecutedBlock block = _rollup.Seal(_rollup.NewBlock());
        Assert.Equal(before, block.Header.NewRoot);
        Assert.Equal(block.Header.QueueHashBefore, block.Header.QueueHashAfter);
        Assert.Equal(5, DiffCodec.Encode(StateDiff.Of(block)).Length);
    }

    [Theory]
    [InlineData(-1, 1, 1, 1, 1)]
    [InlineData(0, 0, 0, 1, 1)]
    [InlineData(1 << 16, 1, 1, 1, 1)]
    [InlineData(1, 1 << 15, 1 << 15, 1, 1)]
    [InlineData(1, 1, 1, 0, 1)]
    [InlineData(1, 1, 1, 1, 0)]
    public void Capacities_that_the_layouts_cannot_hold_are_refused(int p, int x, int n, int m, int a) =>
        Assert.Throws<ArgumentException>(
            () => new BlockBuilder(RollupState.Empty, _rollup.Context, new BlockCapacities(p, x, n, m, a)));

    [Fact]
    public void A_late_deposit_that_would_shift_a_fee_account_waits_for_the_next_block()
    {
        // A transfer creates the sequencer's account and a later one pays its fee there; a creating deposit would
        // come first and take that index: the fee would go to the depositor.
        var rollup = new RollupScenario(new BlockCapacities(2, 1, 4, 8, 4));
        _ = rollup.AddAccount(0, 1, 1000);
        BlockBuilder builder = rollup.NewBlock();
        Assert.True(builder.Add(rollup.Sign(rollup.TransferToNew(0, 20, 100)), null).Placed);
        Assert.True(builder.Add(rollup.Sign(rollup.Transfer(0, 0, 10, 5)), 1).Placed);
        Assert.Equal(Placement.Kept(BlockLimit.Order), builder.Add(RollupScenario.Deposit(21, 1, 5)));
        Assert.Equal(2, builder.TransferCount);
    }
}
