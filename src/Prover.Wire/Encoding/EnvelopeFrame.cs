using System.Buffers;

namespace Prover.Wire;

/// <summary>What all envelopes have in common: kind and version in front, one encoding, a limit of size.</summary>
internal static class EnvelopeFrame
{
    /// <summary>The version of both envelopes.</summary>
    public const int Version = 1;

    /// <summary>An envelope has at most this many bytes: 64 MiB.</summary>
    public const int MaximumSize = 64 << 20;

    /// <summary>Reads the values that follow kind and version.</summary>
    public delegate TEnvelope Body<out TEnvelope>(ref WireReader reader)
        where TEnvelope : class;

    /// <summary>Reads an envelope and checks that it is written the way we write it, to the byte.</summary>
    public static TEnvelope Decode<TEnvelope>(
        ReadOnlyMemory<byte> bytes, EnvelopeKind kind, int fields, Body<TEnvelope> body, Func<TEnvelope, byte[]> encode)
        where TEnvelope : class
    {
        if (bytes.Length > MaximumSize)
        {
            throw new EnvelopeException($"Expected at most {MaximumSize} bytes, found {bytes.Length}.");
        }

        var reader = new WireReader(bytes);
        int count = reader.List("envelope");
        reader.Require(count >= 2, "envelope", "kind and version", $"{count} fields");
        ulong found = reader.Integer("kind", ulong.MaxValue);
        reader.Require(found == (ulong)kind, "kind", $"{(int)kind} ({kind})", $"{found}");
        ulong version = reader.Integer("version", ulong.MaxValue);
        reader.Require(version == Version, "version", $"{Version}", $"{version}");
        reader.Require(count == fields + 2, "envelope", $"{fields + 2} fields", $"{count}");
        TEnvelope envelope = body(ref reader);
        reader.End();
        if (!bytes.Span.SequenceEqual(encode(envelope)))
        {
            throw new EnvelopeException("Expected every value in its shortest MessagePack form, found a longer one.");
        }

        return envelope;
    }

    /// <summary>Starts an envelope: array header, kind, version.</summary>
    public static WireWriter Begin(IBufferWriter<byte> buffer, EnvelopeKind kind, int fields)
    {
        var writer = new WireWriter(buffer);
        writer.Array(fields + 2);
        writer.Integer((ulong)kind);
        writer.Integer(Version);
        return writer;
    }
}
