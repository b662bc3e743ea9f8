using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

/// <summary>What operations do, the accounts that play several parts included.</summary>
public sealed class OperationEffectTests
{
    private const uint Alice = 0;
    private const uint Bob = 1;
    private const uint Collector = 2;

    private readonly RollupScenario _rollup = new(new BlockCapacities(2, 2, 4, 8, 2));

    public OperationEffectTests()
    {
        _ = _rollup.AddAccount(10, 1, 1000);
        _ = _rollup.AddAccount(11, 1, 500);
        _ = _rollup.AddAccount(12, 1, 0);
    }

    [Fact]
    public void A_transfer_moves_amount_and_fee()
    {
        ExecutedBlock block = Run(Collector, _rollup.Transfer(Alice, Bob, 100, 7));

        AssertBalances(893, 600, 7);
        Assert.Equal(1u, _rollup.State[Alice].Nonce);
        ExecutedOperation slot = Assert.Single(block.Transfers);
        Assert.Equal([7, 8, 9], slot.Accesses.Select(access => access.Time));
        Assert.Equal([Alice, Bob, Collector], slot.Accesses.Select(access => access.Index));
        Assert.Equal(1, slot.Sender.After.SignedInBlock);
    }

    [Fact]
    public void A_transfer_to_oneself_costs_only_the_fee()
    {
        ExecutedBlock block = Run(Collector, _rollup.Transfer(Alice, Alice, 900, 7));

        AssertBalances(993, 500, 7);
        ExecutedOperation slot = Assert.Single(block.Transfers);
        Assert.Equal(slot.Sender.After, slot.Receiver!.Before);
        Assert.Equal(2, block.Touched.Count);
    }

    [Fact]
    public void The_sender_may_be_the_fee_account()
    {
        _ = Run(Alice, _rollup.Transfer(Alice, Bob, 993, 7));
        AssertBalances(7, 1493, 0);
    }

    [Fact]
    public void The_receiver_may_be_the_fee_account()
    {
        _ = Run(Bob, _rollup.Transfer(Alice, Bob, 100, 7));
        AssertBalances(893, 607, 0);
    }

    [Fact]
    public void One_account_may_play_all_three_parts()
    {
        ExecutedBlock block = Run(Alice, _rollup.Transfer(Alice, Alice, 993, 7));
        AssertBalances(1000, 500, 0);
        TableEntry entry = Assert.Single(block.Touched);
        Assert.Equal(default, entry.Delta);
        Assert.Equal(1, entry.NonceIncrement);
    }

    [Fact]
    public void A_withdrawal_pays_the_owner_and_not_the_fee()
    {
        ExecutedBlock block = Run(Collector, _rollup.Withdraw(Alice, 300, 7));

        AssertBalances(693, 500, 7);
        PaidWithdrawal paid = Assert.Single(StateDiff.Of(block).Withdrawals);
        Assert.Equal(new PaidWithdrawal(RollupScenario.Address(10), 1, 300), paid);
        Assert.Equal([3, 4], Assert.Single(block.Withdrawals).Accesses.Select(access => access.Time));
    }

    [Fact]
    public void A_new_account_can_take_the_fee_of_its_own_creation_and_sign_in_the_same_block()
    {
        BlockBuilder builder = _rollup.NewBlock();
        SignedOperation create = _rollup.Sign(_rollup.TransferToNew(Alice, 20, 100, 7));
        SignedOperation spend = RollupScenario.SignAs(20, SignedFields.Transfer(
            3, Bob, RollupScenario.Owner(11), 1, 0, RollupScenario.StartTime, 107, 0));

        Assert.True(builder.Add(create, 3).Placed);
        Assert.True(builder.Add(spend, null).Placed);
        ExecutedBlock block = _rollup.Seal(builder);

        TableEntry entry = Assert.Single(block.Created);
        Assert.True(entry.Before.Fresh);
        Assert.Equal(new Account(RollupScenario.Identity(20, 1), 1, 0), entry.After.Account);
        Assert.Equal(entry.After.Account, _rollup.State[3]);
        Assert.Equal(4ul, block.AccountCountAfter);
    }

    [Fact]
    public void Deposits_credit_the_account_or_create_it_once()
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(20, 5, 40)).Placed);
        Assert.True(builder.Add(RollupScenario.Deposit(20, 5, 2)).Placed);
        ExecutedBlock block = _rollup.Seal(builder);

        Assert.Single(block.Created);
        Assert.Equal([false, true], block.Requests.Select(slot => slot.Target is not null));
        Assert.Equal((UInt128)42, _rollup.State[3].Balance);

        builder = _rollup.NewBlock();
        Assert.True(builder.Add(RollupScenario.Deposit(20, 5, 1)).Placed);
        Assert.Empty(_rollup.Seal(builder).Created);
        Assert.Equal((UInt128)43, _rollup.State[3].Balance);
    }

    private ExecutedBlock Run(uint feeAccount, SignedFields fields)
    {
        BlockBuilder builder = _rollup.NewBlock();
        Assert.Equal(default, builder.Add(_rollup.Sign(fields), feeAccount));
        return _rollup.Seal(builder);
    }

    private void AssertBalances(params UInt128[] expected) =>
        Assert.Equal(expected, _rollup.State.Accounts.Select(account => account.Balance));
}
