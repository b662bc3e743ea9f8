using Prover.Algebra;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>Every access reads what the access before wrote, on the right account, in the order of time.</summary>
public sealed class AccessAttackTests
{
    [Fact]
    public void A_receiver_cannot_read_a_state_that_is_not_there()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].ReceiverIn = 1_000_000;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_transfer_to_oneself_cannot_read_the_state_before_the_debit()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Alice, TestRollup.Owner(1), Ether, 4, ValidUntil, 100, 0);
        Place(builder.Add(Signed(1, fields), null));
        BlockCircuit forged = Assign(builder);

        // The credit lands on the undebited balance: 10,000 + 100 instead of 9,900 + 100.
        forged.Transfers[0].ReceiverIn = forged.Touched[0].Packed;
        forged.Touched[0].EndState = forged.Touched[0].Packed;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_fee_account_as_sender_cannot_skip_the_debit()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 7);
        Place(builder.Add(Signed(1, fields), Alice));
        BlockCircuit forged = Assign(builder);
        forged.Transfers[0].FeeAccount.In = forged.Touched[0].Packed;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_sender_must_be_an_account_of_the_table()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Sender = 77;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_receiver_must_be_an_account_of_the_table()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Receiver = 77;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_receiver_must_have_the_identity_that_was_signed()
    {
        // The index is given to somebody else: signed for Carol, credited to the account at the same index, Bob's.
        BlockCircuit forged = EveryKind();
        forged.Transfers[0].ReceiverOwner = TestRollup.Owner(4).Packed;
        forged.Transfers[0].ReceiverAy = TestRollup.Owner(4).Ay;
        Resign(
            forged.Transfers[0].Debit,
            1,
            SignedFields.Transfer(Alice, Bob, TestRollup.Owner(4), Ether, 4, ValidUntil, 100, 1));
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void Sender_and_receiver_must_have_the_same_token()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Token = (ulong)Ether;
        AssertRefused(forged, "grouping");
        forged = OneTransfer();
        forged.Touched[1].Token = (ulong)Ether;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_fee_account_must_have_the_token()
    {
        // The sequencer claims the fee, paid in ETH, for Bob's account in token 7, which is in the table too.
        BlockBuilder builder = NewBlock();
        SignedFields paid = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 7);
        SignedFields other =
            SignedFields.Transfer(BobDollar, CarolDollar, TestRollup.Owner(4), Dollar, 0, ValidUntil, 1, 0);
        Place(builder.Add(Signed(1, paid), Sequencer));
        Place(builder.Add(Signed(2, other), null));
        BlockCircuit forged = Assign(builder);
        forged.Transfers[0].FeeAccount.Account = (ulong)BobDollar;
        forged.Transfers[0].FeeAccount.Owner = forged.Touched[3].Owner;
        forged.Transfers[0].FeeAccount.Ay = forged.Touched[3].Ay;
        forged.Transfers[0].FeeAccount.In = forged.Touched[3].Packed;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_fee_must_arrive_somewhere()
    {
        BlockCircuit forged = EveryKind();
        forged.Transfers[0].FeeAccount.Account = 1UL << 33;
        forged.Transfers[0].FeeAccount.Owner = Fr.Zero;
        forged.Transfers[0].FeeAccount.Ay = Fr.Zero;
        forged.Transfers[0].FeeAccount.In = Fr.Zero;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void Accesses_cannot_be_reordered()
    {
        // Alice has nothing until Bob pays her in slot 1, but spends in slot 0: true only if slot 1 came first.
        RollupState state = RollupState.Empty.Add(
            new Account(new AccountIdentity(Ether, TestRollup.Owner(1)), 0, 0),
            new Account(new AccountIdentity(Ether, TestRollup.Owner(2)), 0, 100));
        BlockBuilder builder = NewBlock(state);
        SignedFields gift = SignedFields.Transfer(1, 0, TestRollup.Owner(1), Ether, 0, ValidUntil, 60, 0);
        SignedFields back = SignedFields.Transfer(0, 1, TestRollup.Owner(2), Ether, 0, ValidUntil, 60, 0);
        Place(builder.Add(Signed(2, gift), null));
        Place(builder.Add(Signed(1, back), null));
        BlockCircuit forged = Assign(builder);
        (forged.Transfers[0], forged.Transfers[1]) = (forged.Transfers[1], forged.Transfers[0]);
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void An_access_cannot_pose_as_the_begin_of_a_group()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].ReceiverIn = Fr.FromUInt64(2).Pow(240);
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void Both_selectors_at_once_are_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].IsToNew = 1;
        AssertRefused(forged, "transfer[0]");
    }

    [Fact]
    public void Selectors_are_bits()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].IsTransfer = 2;
        AssertRefused(forged, "transfer[0]");
    }

}
