using Prover.Rollup;

namespace Prover.Wire;

/// <summary>Requests from L1: the record alone, or with the account that the block uses for it.</summary>
internal static class RequestFields
{
    private const int RecordFieldCount = 4;
    private const int FieldCount = 2;

    public static void Write(ref WireWriter writer, EnvelopeRequest request)
    {
        writer.Array(FieldCount);
        WriteRecord(ref writer, request.Request);
        writer.Optional(request.Account);
    }

    public static EnvelopeRequest Read(ref WireReader reader)
    {
        reader.Record("request", FieldCount);
        return new EnvelopeRequest(ReadRecord(ref reader), reader.OptionalIndex("account"));
    }

    public static void WriteRecord(ref WireWriter writer, L1Request request)
    {
        writer.Array(RecordFieldCount);
        writer.Integer((ulong)request.Code);
        IdentityFields.Write(ref writer, request.Identity);
        writer.Amount(request.Amount);
        writer.Integer(request.Index);
    }

    public static L1Request ReadRecord(ref WireReader reader)
    {
        reader.Record("record", RecordFieldCount);
        return new L1Request(
            reader.Code(OperationCode.Deposit, OperationCode.ForcedWithdraw),
            IdentityFields.Read(ref reader),
            reader.Amount("amount"),
            reader.Index("index"));
    }
}
