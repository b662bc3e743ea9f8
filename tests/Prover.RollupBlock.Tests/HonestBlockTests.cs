using Prover.Algebra;
using Prover.Circuits;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>Blocks that follow the rules are accepted, the odd ones included.</summary>
public sealed class HonestBlockTests
{
    [Fact]
    public void A_block_with_every_kind_of_operation_is_accepted() => AssertAccepted(EveryKindHonestly());

    [Fact]
    public void A_partly_filled_block_is_accepted() => AssertAccepted(OneTransferHonestly());

    [Fact]
    public void An_empty_block_is_accepted() => AssertAccepted(Assign(NewBlock()));

    [Fact]
    public void A_transfer_to_oneself_is_accepted_and_costs_the_fee_only()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Alice, Owner(1), Ether, 4, ValidUntil, 9_999, 1);
        Place(builder.Add(Signed(1, fields), Sequencer));
        AssertAccepted(Assign(builder));
    }

    [Fact]
    public void Sender_receiver_and_fee_account_may_be_the_same()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Alice, Owner(1), Ether, 4, ValidUntil, 10, 5);
        Place(builder.Add(Signed(1, fields), Alice));
        AssertAccepted(Assign(builder));
    }

    [Fact]
    public void The_whole_balance_may_leave()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, Owner(2), Ether, 4, ValidUntil, 9_000, 1_000);
        Place(builder.Add(Signed(1, fields), Sequencer));
        AssertAccepted(Assign(builder));
    }

    [Fact]
    public void An_account_that_the_block_creates_may_pay_in_the_same_block()
    {
        BlockBuilder builder = NewBlock();
        Place(builder.Add(L1Request.Deposit(new AccountIdentity(Ether, Owner(5)), 50)));
        Place(builder.Add(Signed(5, SignedFields.Withdraw(5, Ether, 0, ValidUntil, 20, 1)), Sequencer));
        Place(builder.Add(Signed(5, SignedFields.Transfer(5, Alice, Owner(1), Ether, 1, ValidUntil, 29, 0)), null));
        AssertAccepted(Assign(builder));
    }

    [Fact]
    public void Largest_amounts_are_accepted()
    {
        UInt128 most = UInt128.MaxValue;
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Dollar, Owner(1)), uint.MaxValue - 1, most),
            new Account(new AccountIdentity(Dollar, Owner(2)), 0, 0));
        BlockBuilder builder = NewBlock(state);
        UInt128 fee = (UInt128.One << 96) - 1;
        SignedFields fields =
            SignedFields.Transfer(0, 1, Owner(2), Dollar, uint.MaxValue - 1, BlockTime, most - fee, fee);
        Place(builder.Add(Signed(1, fields), 1));
        AssertAccepted(Assign(builder));
    }

    [Fact]
    public void The_circuit_computes_the_words_that_the_rollup_posts()
    {
        BlockCircuit circuit = EveryKindHonestly();
        circuit.Y = Fr.One;
        IReadOnlyList<UnsatisfiedConstraint> broken = Refusals(circuit);
        Assert.All(broken, static constraint => Assert.Contains("binding", constraint.Scope, StringComparison.Ordinal));
        Assert.NotEmpty(broken);
    }
}
