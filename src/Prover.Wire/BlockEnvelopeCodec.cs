using System.Buffers;

namespace Prover.Wire;

/// <summary>The block envelope as MessagePack; the schema is in README.md of this folder.</summary>
public static class BlockEnvelopeCodec
{
    /// <summary>The bytes of an envelope. Equal envelopes have equal bytes.</summary>
    public static byte[] Encode(BlockEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var buffer = new ArrayBufferWriter<byte>();
        WireWriter writer = EnvelopeFrame.Begin(buffer, EnvelopeKind.Block, BlockEnvelopeBody.Fields);
        BlockEnvelopeBody.Write(ref writer, envelope);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads an envelope and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <remarks>
    /// The bytes may be hostile. What they say is not checked here beyond ranges; that is the witness generator's.
    /// </remarks>
    /// <exception cref="EnvelopeException">They are not a block envelope.</exception>
    public static BlockEnvelope Decode(ReadOnlyMemory<byte> bytes) =>
        EnvelopeFrame.Decode(bytes, EnvelopeKind.Block, BlockEnvelopeBody.Fields, BlockEnvelopeBody.Read, Encode);
}
