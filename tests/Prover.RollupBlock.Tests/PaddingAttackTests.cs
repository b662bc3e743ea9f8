using Prover.Algebra;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;
using FeeCredit = Prover.Circuit.RollupBlock.FeeCredit;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>Padding must not be an account with free money, and must hide nothing.</summary>
public sealed class PaddingAttackTests
{
    private const ulong FirstPaddingKey = 1UL << 32;

    [Fact]
    public void A_padding_entry_cannot_start_with_a_balance()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[2].Packed = 1_000;
        forged.Touched[2].EndState = 1_000;
        AssertRefused(forged, "touched[2]");
    }

    [Fact]
    public void A_padding_entry_cannot_keep_what_it_was_sent()
    {
        // The receiver is the padding entry; all states follow, so that only the padding rule itself can refuse.
        BlockCircuit forged = OneTransfer();
        SignedFields fields = SignedFields.Transfer(BobDollar, 0, default, Dollar, 0, ValidUntil, 300, 0);
        forged.Transfers[0].Receiver = FirstPaddingKey + 2;
        forged.Transfers[0].ReceiverOwner = Fr.Zero;
        forged.Transfers[0].ReceiverAy = Fr.Zero;
        forged.Transfers[0].ReceiverIn = Fr.Zero;
        forged.Touched[1].EndState = forged.Touched[1].Packed;
        forged.Touched[1].Excess = 0;
        forged.Touched[2].Token = (ulong)Dollar;
        forged.Touched[2].EndState = 300;
        forged.Touched[2].Excess = 300;
        Resign(forged.Transfers[0].Debit, 2, fields);
        AssertRefused(forged, "touched[2]");
    }

    [Fact]
    public void Money_cannot_come_out_of_a_padding_entry()
    {
        BlockCircuit forged = OneTransfer();
        forged.Touched[4].Packed = 500;
        forged.Touched[4].EndState = 0;
        forged.Touched[4].Falls = 1;
        forged.Touched[4].Excess = 499;
        AssertRefused(forged, "touched[4]");
    }

    [Fact]
    public void An_entry_that_is_declared_unused_cannot_move_its_account()
    {
        // The receiver's entry is switched off: its delta would not be posted.
        BlockCircuit forged = OneTransfer();
        forged.Touched[1].Used = 0;
        AssertRefused(forged, "touched[1]");
    }

    [Fact]
    public void Used_never_rises_again()
    {
        BlockCircuit forged = OneTransfer();
        (forged.Touched[1], forged.Touched[4]) = (forged.Touched[4], forged.Touched[1]);
        AssertRefused(forged, "Define");
    }

    [Fact]
    public void An_unused_transfer_slot_cannot_debit_an_account()
    {
        // A slot without selector is signed by the public key; its sender access must not reach an account.
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].IsTransfer = 0;
        forged.Transfers[0].Debit.Ax = BabyJubjub.Base8.X;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void An_unused_deposit_slot_cannot_bring_money()
    {
        BlockCircuit forged = OneTransfer();
        forged.L1Slots[0].Amount = 5;
        AssertRefused(forged, "l1[0]");
    }

    [Fact]
    public void An_unused_withdrawal_slot_cannot_post_an_amount()
    {
        BlockCircuit forged = OneTransfer();
        forged.Withdrawals[0].Debit.Amount = 5;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void An_unused_withdrawal_slot_cannot_post_an_address()
    {
        BlockCircuit forged = OneTransfer();
        forged.Withdrawals[0].Debit.Owner = TestRollup.Owner(1).Packed;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void The_reserved_key_cannot_pass_a_fee_on_to_another_slot()
    {
        // Slot 0 pays its fee to the reserved key; slot 1, unused and signed by the public key, takes it from there.
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 1);
        Place(builder.Add(Signed(1, fields), Sequencer));
        BlockCircuit forged = Assign(builder);
        FeeCredit paid = forged.Transfers[0].FeeAccount;
        forged.Transfers[1].FeeAccount.Account = paid.Account;
        forged.Transfers[1].FeeAccount.Owner = paid.Owner;
        forged.Transfers[1].FeeAccount.Ay = paid.Ay;
        forged.Transfers[1].FeeAccount.In = paid.In;
        forged.Transfers[0].FeeAccount = new FeeCredit { Account = 1UL << 33 };
        forged.Transfers[1].Debit.Fee = 1;
        SignedFields unused = new(OperationCode.Noop, 0, 0, default, 0, 0, BlockTime, 0, 1);
        BabyPoint key = BabyJubjub.Base8;
        Fr h = EdDsaPoseidon.Challenge(in key, in key, OperationMessage.Compute(TestRollup.Domain, unused));
        forged.Transfers[1].Debit.S =
            Fr.FromBigInteger((1 + (8 * h.ToBigInteger())) % BabyJubjub.SubgroupOrder);

        // Nothing else is wrong with it: the only constraint that refuses it is the one about the reserved key.
        Assert.Single(Broken(forged));
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void The_reserved_key_cannot_receive()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Receiver = 1UL << 33;
        forged.Transfers[0].ReceiverOwner = Fr.Zero;
        forged.Transfers[0].ReceiverAy = Fr.Zero;
        forged.Transfers[0].ReceiverIn = Fr.Zero;
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_padding_entry_of_the_new_accounts_posts_nothing()
    {
        BlockCircuit forged = OneTransfer();
        forged.NewAccounts[0].L1Address = 5;
        AssertRefused(forged, "new[0]");
        forged = OneTransfer();
        forged.NewAccounts[0].Balance = 5;
        AssertRefused(forged, "new[0]");
        forged = OneTransfer();
        forged.NewAccounts[0].Ay = 5;
        AssertRefused(forged, "new[0]");
    }
}
