using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A signed operation with its fee account.</summary>
internal static class OperationFields
{
    private const int FieldCount = 11;
    private const int SignatureFieldCount = 3;

    public static void Write(ref WireWriter writer, EnvelopeOperation operation)
    {
        SignedFields fields = operation.Operation.Fields;
        writer.Array(FieldCount);
        writer.Integer((ulong)fields.Code);
        writer.Integer(fields.Sender);
        writer.Integer(fields.Receiver);
        IdentityFields.WriteKey(ref writer, fields.To);
        writer.Integer(fields.Token);
        writer.Integer(fields.Nonce);
        writer.Integer(fields.ValidUntil);
        writer.Amount(fields.Amount);
        writer.Amount(fields.Fee);
        WriteSignature(ref writer, operation.Operation.Signature);
        writer.Optional(operation.FeeAccount);
    }

    public static EnvelopeOperation Read(ref WireReader reader)
    {
        reader.Record("operation", FieldCount);
        var fields = new SignedFields(
            reader.Code(OperationCode.Withdraw, OperationCode.TransferToNew),
            reader.Index("sender"),
            reader.Index("receiver"),
            IdentityFields.ReadKey(ref reader),
            reader.Index("token"),
            reader.Index("nonce"),
            reader.Time("validUntil"),
            reader.Amount("amount"),
            ReadFee(ref reader));
        var operation = new SignedOperation(fields, ReadSignature(ref reader));
        return new EnvelopeOperation(operation, reader.OptionalIndex("feeAccount"));
    }

    private static void WriteSignature(ref WireWriter writer, in EdDsaSignature signature)
    {
        writer.Array(SignatureFieldCount);
        writer.Element(signature.R8.X);
        writer.Element(signature.R8.Y);
        writer.Element(signature.S);
    }

    private static EdDsaSignature ReadSignature(ref WireReader reader)
    {
        reader.Record("signature", SignatureFieldCount);
        var r8 = new BabyPoint(reader.Element("r8x"), reader.Element("r8y"));
        return new EdDsaSignature(r8, reader.Element("s"));
    }

    private static UInt128 ReadFee(ref WireReader reader)
    {
        UInt128 fee = reader.Amount("fee");
        reader.Require(fee >> SignedFields.FeeBits == 0, "fee", "a number below 2^96", "a larger one");
        return fee;
    }
}
