using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>Fills in what withdrawals and transfers share: the signed debit and the fee account.</summary>
internal static class OperationAssignment
{
    /// <summary>An executed operation.</summary>
    /// <exception cref="ArgumentException">The signature does not verify for the sender's key.</exception>
    public static void Fill(SignedDebit debit, FeeCredit fee, ExecutedOperation operation, in Domain domain)
    {
        SignedFields fields = operation.Operation.Fields;
        EdDsaSignature signature = operation.Operation.Signature;
        AccountState sender = operation.Sender.Before;
        debit.Sender = (ulong)fields.Sender;
        debit.Token = (ulong)fields.Token;
        debit.Owner = sender.Account.Identity.Owner;
        debit.Ay = sender.Account.Identity.Ay;
        debit.Nonce = (ulong)fields.Nonce;
        debit.Count = (ulong)sender.SignedInBlock;
        debit.Remaining = ToFr(operation.Sender.After.Account.Balance);
        debit.Amount = ToFr(fields.Amount);
        debit.Fee = ToFr(fields.Fee);
        debit.ValidUntil = fields.ValidUntil;

        Fr message = OperationMessage.Compute(in domain, fields);
        if (!EdDsaPoseidon.VerifyForAy(sender.Account.Identity.Ay, in message, in signature, out Fr ax))
        {
            throw new ArgumentException("The operation's signature does not verify.", nameof(operation));
        }

        debit.Ax = ax;
        debit.R8X = signature.R8.X;
        debit.R8Y = signature.R8.Y;
        debit.S = signature.S;
        Fill(fee, operation.Fee);
    }

    /// <summary>
    /// An unused slot: all fields 0, signed by the public key over the code that the slot's message carries.
    /// </summary>
    public static void FillUnused(SignedDebit debit, OperationCode code, BlockHeader header)
    {
        SignedFields fields = new(
            code, 0, 0, default, 0, 0, header.Time, UInt128.Zero, UInt128.Zero);
        debit.ValidUntil = header.Time;
        debit.Ax = BabyJubjub.Base8.X;
        debit.R8X = BabyJubjub.Base8.X;
        debit.R8Y = BabyJubjub.Base8.Y;
        debit.S = DummySigner.Sign(OperationMessage.Compute(header.Domain, fields));
    }

    /// <summary>A 128-bit number as a field element.</summary>
    public static Fr ToFr(UInt128 value) => Fr.FromBigInteger((BigInteger)value);

    private static void Fill(FeeCredit fee, Access? access)
    {
        if (access is null)
        {
            return;
        }

        fee.Account = (ulong)access.Index;
        fee.Owner = access.Before.Account.Identity.Owner;
        fee.Ay = access.Before.Account.Identity.Ay;
        fee.In = access.Before.Value;
    }
}
