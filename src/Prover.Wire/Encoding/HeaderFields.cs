using Prover.Rollup;

namespace Prover.Wire;

/// <summary>A block's header.</summary>
internal static class HeaderFields
{
    private const int FieldCount = 11;

    public static void Write(ref WireWriter writer, BlockHeader header)
    {
        writer.Array(FieldCount);
        writer.Integer(header.Domain.ChainId);
        writer.Address(header.Domain.Contract);
        writer.Hash(header.CircuitId);
        writer.Integer(header.Number);
        writer.Integer(header.Time);
        writer.Element(header.OldRoot);
        writer.Element(header.NewRoot);
        writer.Integer(header.AccountCount);
        writer.Integer(header.FirstQueuePosition);
        writer.Hash(header.QueueHashBefore);
        writer.Hash(header.QueueHashAfter);
    }

    public static BlockHeader Read(ref WireReader reader)
    {
        reader.Record("header", FieldCount);
        reader.At("header");
        var header = new BlockHeader(
            new Domain(reader.Integer("chainId", ulong.MaxValue), reader.Address("contract")),
            reader.Hash("circuitId"),
            reader.Index("number"),
            reader.Time("time"),
            reader.Element("oldRoot"),
            reader.Element("newRoot"),
            reader.Integer("accountCount", TreeShape.IndexLimit),
            reader.Index("firstQueuePosition"),
            reader.Hash("queueHashBefore"),
            reader.Hash("queueHashAfter"));
        reader.At(string.Empty);
        return header;
    }
}
