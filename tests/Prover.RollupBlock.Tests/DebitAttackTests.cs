using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.TestRollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>What the executor refuses by name does not satisfy either when it is forced into a witness.</summary>
public sealed class DebitAttackTests
{
    [Fact]
    public void A_wrong_signature_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        Resign(forged.Transfers[0].Debit, 4, Fields());
        AssertRefused(forged, "signature");
    }

    [Fact]
    public void A_signature_for_another_domain_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Header.Domain = new Domain(1, TestRollup.Domain.Contract).ToFr();
        AssertRefused(forged, "signature");
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("fee")]
    [InlineData("validUntil")]
    [InlineData("receiver")]
    [InlineData("nonce")]
    public void No_signed_field_can_be_changed(string field)
    {
        BlockCircuit forged = OneTransfer();
        switch (field)
        {
            case "amount":
                forged.Transfers[0].Debit.Amount = 301;
                break;
            case "fee":
                forged.Transfers[0].Debit.Fee = 1;
                break;
            case "validUntil":
                forged.Transfers[0].Debit.ValidUntil = ValidUntil + 1;
                break;
            case "receiver":
                forged.Transfers[0].Receiver = (ulong)BobDollar;
                break;
            default:
                forged.Transfers[0].Debit.Nonce = 1;
                break;
        }

        AssertRefused(forged, "signature");
    }

    [Fact]
    public void A_wrong_nonce_is_refused_even_if_it_is_signed()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Nonce = 5;
        Resign(forged.Transfers[0].Debit, 2, Fields() with { Nonce = 5 });
        AssertRefused(forged, "grouping");
    }

    [Fact]
    public void A_nonce_cannot_be_paid_with_balance()
    {
        // Nonce 4 claimed as 3: the missing 2^160 would be a balance of 2^160 more.
        BlockBuilder builder = NewBlock();
        SignedFields fields = SignedFields.Transfer(Alice, Bob, TestRollup.Owner(2), Ether, 4, ValidUntil, 100, 0);
        Place(builder.Add(Signed(1, fields), null));
        BlockCircuit forged = Assign(builder);
        forged.Transfers[0].Debit.Nonce = 3;
        forged.Transfers[0].Debit.Remaining = Fr.FromBigInteger((BigInteger.One << 160) + 9_900);
        Resign(forged.Transfers[0].Debit, 1, fields with { Nonce = 3 });
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void A_count_cannot_be_paid_with_nonce_or_balance()
    {
        BlockCircuit forged = EveryKind();
        forged.Transfers[1].Debit.Count = 0;
        forged.Transfers[1].Debit.Remaining =
            Fr.FromBigInteger((BigInteger.One << 208) + 5_000 - 13 + 100 - 22);
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void An_exhausted_nonce_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Nonce = (ulong)uint.MaxValue;
        Resign(forged.Transfers[0].Debit, 2, Fields() with { Nonce = uint.MaxValue });
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void More_than_the_balance_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Amount = 701;
        forged.Transfers[0].Debit.Remaining = -Fr.One;
        forged.Touched[0].EndState = (Fr.FromUInt64(2).Pow(160) + Fr.FromUInt64(2).Pow(208)) - Fr.One;
        Resign(forged.Transfers[0].Debit, 2, Fields() with { Amount = 701 });
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void An_amount_out_of_range_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Amount = Fr.FromUInt64(2).Pow(128);
        AssertRefused(forged, "sender");
        forged = OneTransfer();
        forged.Transfers[0].Debit.Amount = -Fr.One;
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void A_fee_out_of_range_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Fee = Fr.FromUInt64(2).Pow(96);
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void An_amount_of_zero_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.Amount = 0;
        forged.Transfers[0].Debit.Remaining = 700;
        Resign(forged.Transfers[0].Debit, 2, Fields() with { Amount = 0 });
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void An_expired_operation_is_refused()
    {
        BlockCircuit forged = OneTransfer();
        forged.Transfers[0].Debit.ValidUntil = BlockTime - 1;
        Resign(forged.Transfers[0].Debit, 2, Fields() with { ValidUntil = BlockTime - 1 });
        AssertRefused(forged, "sender");
    }

    [Fact]
    public void A_transfer_cannot_be_played_as_a_withdrawal()
    {
        BlockCircuit forged = EveryKind();
        forged.Withdrawals[0].Debit.R8X = forged.Transfers[0].Debit.R8X;
        forged.Withdrawals[0].Debit.R8Y = forged.Transfers[0].Debit.R8Y;
        forged.Withdrawals[0].Debit.S = forged.Transfers[0].Debit.S;
        AssertRefused(forged, "signature");
    }

    [Fact]
    public void A_withdrawal_pays_the_owner_and_nobody_else()
    {
        BlockCircuit forged = EveryKind();
        forged.Withdrawals[0].Debit.Owner = TestRollup.Owner(4).Packed;
        AssertRefused(forged, "grouping");
        forged = EveryKind();
        forged.Withdrawals[0].Sign = forged.Touched[1].Owner.TryGetConstant(out Fr owner)
            && owner.ToBigInteger() >= BigInteger.One << 160 ? 0 : 1;
        AssertRefused(forged, "withdrawal[0]");
    }

    private static SignedFields Fields() =>
        SignedFields.Transfer(BobDollar, CarolDollar, TestRollup.Owner(4), Dollar, 0, ValidUntil, 300, 0);
}
