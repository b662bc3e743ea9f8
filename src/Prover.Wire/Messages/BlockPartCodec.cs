using Prover.Rollup;

namespace Prover.Wire;

/// <summary><c>block.v1</c> as MessagePack.</summary>
public static class BlockPartCodec
{
    private const int Fields = 6;

    /// <summary>The bytes of a part: at most 64 KiB.</summary>
    public static byte[] Encode(BlockPart part) => MessageFrame.Encode(part, EnvelopeKind.BlockPart, Fields, Write);

    /// <summary>Reads a part and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <remarks>That the parts give the hash is seen when all are there.</remarks>
    /// <exception cref="EnvelopeException">The bytes are not a part of a block.</exception>
    public static BlockPart Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.BlockPart, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, BlockPart part)
    {
        writer.Text(part.Key);
        writer.Hash(part.Envelope);
        writer.Integer((ulong)part.Size);
        writer.Integer((ulong)part.Index);
        writer.Integer((ulong)part.Count);
        writer.Bytes(part.Bytes.Span);
    }

    private static BlockPart Read(ref WireReader reader)
    {
        string key = reader.Ascii("key", MessageText.MaximumKey);
        Bytes32 envelope = reader.Hash("envelope");
        int size = (int)reader.Integer("size", BlockPart.MaximumEnvelope);
        reader.Require(size > 0, "size", "at least 1", "0");
        int count = BlockPart.CountOf(size);
        int index = (int)reader.Integer("part", (ulong)count - 1);
        ulong parts = reader.Integer("parts", int.MaxValue);
        reader.Require(parts == (ulong)count, "parts", $"{count} for {size} bytes", $"{parts}");
        byte[] bytes = reader.Bytes("bytes", BlockPart.LengthOf(size, index));
        return new BlockPart(key, envelope, size, index, bytes);
    }
}
