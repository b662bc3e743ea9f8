using System.Buffers;

namespace Prover.Wire;

/// <summary>What all messages have in common: the frame of the envelopes and a smaller limit of size.</summary>
public static class MessageFrame
{
    /// <summary>A message has at most this many bytes: 64 KiB.</summary>
    public const int MaximumSize = 64 << 10;

    /// <summary>Writes the values that follow kind and version.</summary>
    internal delegate void Writer<in TMessage>(ref WireWriter writer, TMessage message);

    /// <summary>The bytes of a message.</summary>
    internal static byte[] Encode<TMessage>(
        TMessage message, EnvelopeKind kind, int fields, Writer<TMessage> body)
        where TMessage : class
    {
        ArgumentNullException.ThrowIfNull(message);
        var buffer = new ArrayBufferWriter<byte>();
        WireWriter writer = EnvelopeFrame.Begin(buffer, kind, fields);
        body(ref writer, message);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a message and refuses everything that would not be written so.</summary>
    internal static TMessage Decode<TMessage>(
        ReadOnlyMemory<byte> bytes,
        EnvelopeKind kind,
        int fields,
        EnvelopeFrame.Body<TMessage> body,
        Func<TMessage, byte[]> encode)
        where TMessage : class
    {
        if (bytes.Length > MaximumSize)
        {
            throw new EnvelopeException($"Expected at most {MaximumSize} bytes, found {bytes.Length}.");
        }

        return EnvelopeFrame.Decode(bytes, kind, fields, body, encode);
    }
}
