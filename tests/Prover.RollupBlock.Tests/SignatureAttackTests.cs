using Prover.Algebra;
using Prover.Rollup;
using static Prover.RollupBlock.Tests.ForgedBlocks;
using static Prover.RollupBlock.Tests.TestRollup;

namespace Prover.RollupBlock.Tests;

/// <summary>
/// The block executes one thing and the owner has signed another: blocks that keep all rules but for one signature.
/// </summary>
public sealed class SignatureAttackTests
{
    private static readonly SignedFields Payment =
        SignedFields.Transfer(BobDollar, CarolDollar, TestRollup.Owner(4), Dollar, 0, ValidUntil, 300, 0);

    private static readonly SignedFields Payout =
        SignedFields.Withdraw(Bob, Ether, 0, ValidUntil, 10, 3);

    private static readonly SignedFields Creation =
        SignedFields.TransferToNew(Bob, TestRollup.Owner(6), Ether, 1, ValidUntil, 20, 2);

    /// <summary>What else could have been signed than what is executed: one field differs.</summary>
    public static TheoryData<string> Fields =>
        ["code", "sender", "receiver", "address", "sign", "ay", "token", "nonce", "validUntil", "amount", "fee"];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_transfer_with_one_field_that_was_not_signed_is_refused(string field)
    {
        ForgedBlock block = OneTransfer();
        Resign(block.Sender(0), 2, Change(Payment, field));
        block.IsRefusedBy("transfer[0] > signature");
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_withdrawal_with_one_field_that_was_not_signed_is_refused(string field)
    {
        ForgedBlock block = EveryKind();
        Resign(block.Circuit.Withdrawals[0].Debit, 2, Change(Payout, field));
        block.IsRefusedBy("withdrawal[0] > signature");
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_transfer_to_a_new_account_with_one_field_that_was_not_signed_is_refused(string field)
    {
        ForgedBlock block = EveryKind();
        Resign(block.Sender(1), 2, Change(Creation, field));
        block.IsRefusedBy("transfer[1] > signature");
    }

    [Theory]
    [InlineData(1UL, 0xC0)]
    [InlineData(31337UL, 0xC1)]
    public void A_signature_for_another_chain_or_contract_is_refused(ulong chain, int contract)
    {
        ForgedBlock block = OneTransfer();
        EdDsaSignature signature =
            OperationSigner.Sign(Key(2), new Domain(chain, Address(contract)), Payment).Signature;
        Place(block.Sender(0), signature);
        block.IsRefusedBy("transfer[0] > signature");
    }

    [Fact]
    public void A_signature_by_somebody_else_is_refused()
    {
        ForgedBlock block = OneTransfer();
        Resign(block.Sender(0), 4, Payment);
        block.IsRefusedBy("transfer[0] > signature");
    }

    [Fact]
    public void A_signature_cannot_be_used_for_the_negative_key()
    {
        // It has the same y, but the challenge hashes x too.
        ForgedBlock block = OneTransfer();
        block.Sender(0).Ax = -Words.ValueOf(block.Sender(0).Ax);
        block.IsRefusedBy("transfer[0] > signature");
    }

    [Fact]
    public void Any_point_of_the_curve_that_is_not_the_owners_is_refused()
    {
        // x of another key: off the curve with the owner's y. Signed by that other key.
        ForgedBlock block = OneTransfer();
        Resign(block.Sender(0), 4, Payment);
        block.Sender(0).Ax = EdDsaPoseidon.PublicKey(Key(4)).X;
        block.IsRefusedBy("transfer[0] > signature");
    }

    [Fact]
    public void The_signature_of_a_withdrawal_cannot_be_that_of_a_transfer_in_the_same_block()
    {
        ForgedBlock block = EveryKind();
        Circuit.RollupBlock.SignedDebit transfer = block.Sender(1);
        Circuit.RollupBlock.SignedDebit withdrawal = block.Circuit.Withdrawals[0].Debit;
        withdrawal.R8X = transfer.R8X;
        withdrawal.R8Y = transfer.R8Y;
        withdrawal.S = transfer.S;
        block.IsRefusedBy("withdrawal[0] > signature");
    }

    [Fact]
    public void A_scalar_of_the_order_of_the_group_or_more_is_refused()
    {
        ForgedBlock block = OneTransfer();
        block.Sender(0).S = Words.ValueOf(block.Sender(0).S) + Fr.FromBigInteger(BabyJubjub.SubgroupOrder);
        block.IsRefusedBy("transfer[0] > signature");
    }

    private static SignedFields Change(SignedFields fields, string field)
    {
        OwnerKey to = fields.To;
        return field switch
        {
            "code" => fields with
            {
                Code = fields.Code == OperationCode.Transfer ? OperationCode.TransferToNew : OperationCode.Transfer,
            },
            "sender" => fields with { Sender = fields.Sender + 1 },
            "receiver" => fields with { Receiver = fields.Receiver + 1 },
            "address" => fields with { To = new OwnerKey(Address(7), to.Sign, to.Ay) },
            "sign" => fields with { To = new OwnerKey(to.L1Address, !to.Sign, to.Ay) },
            "ay" => fields with { To = new OwnerKey(to.L1Address, to.Sign, to.Ay + Fr.One) },
            "token" => fields with { Token = fields.Token + 1 },
            "nonce" => fields with { Nonce = fields.Nonce + 1 },
            "validUntil" => fields with { ValidUntil = fields.ValidUntil + 1 },
            "amount" => fields with { Amount = fields.Amount - 1 },
            "fee" => fields with { Fee = fields.Fee + 1 },
            _ => throw new ArgumentException(field, nameof(field)),
        };
    }

    private static void Resign(Circuit.RollupBlock.SignedDebit debit, int person, SignedFields fields) =>
        Place(debit, Signed(person, fields).Signature);

    private static void Place(Circuit.RollupBlock.SignedDebit debit, EdDsaSignature signature)
    {
        debit.R8X = signature.R8.X;
        debit.R8Y = signature.R8.Y;
        debit.S = signature.S;
    }
}
