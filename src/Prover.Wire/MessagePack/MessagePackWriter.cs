using System.Buffers;
using System.Buffers.Binary;

namespace MessagePack;

/// <summary>
/// Writes the values that our envelopes are made of, each in its shortest form: nil, booleans, non-negative integers,
/// binary, array headers. The members are those of the MessagePack package.
/// </summary>
internal readonly ref struct MessagePackWriter(IBufferWriter<byte> writer)
{
    /// <summary>How many values an array has; they follow.</summary>
    public void WriteArrayHeader(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= MessagePackCode.MaxFixArray - MessagePackCode.MinFixArray)
        {
            WriteByte((byte)(MessagePackCode.MinFixArray + count));
        }
        else if (count <= ushort.MaxValue)
        {
            WriteUInt16(MessagePackCode.Array16, (ushort)count);
        }
        else
        {
            WriteUInt32(MessagePackCode.Array32, (uint)count);
        }
    }

    /// <summary>Nothing.</summary>
    public void WriteNil() => WriteByte(MessagePackCode.Nil);

    /// <summary>A truth value.</summary>
    public void Write(bool value) => WriteByte(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>A non-negative integer.</summary>
    public void Write(ulong value)
    {
        switch (value)
        {
            case <= MessagePackCode.MaxFixInt:
                WriteByte((byte)value);
                break;
            case <= byte.MaxValue:
                WriteByte(MessagePackCode.UInt8);
                WriteByte((byte)value);
                break;
            case <= ushort.MaxValue:
                WriteUInt16(MessagePackCode.UInt16, (ushort)value);
                break;
            case <= uint.MaxValue:
                WriteUInt32(MessagePackCode.UInt32, (uint)value);
                break;
            default:
                WriteByte(MessagePackCode.UInt64);
                BinaryPrimitives.WriteUInt64BigEndian(writer.GetSpan(8), value);
                writer.Advance(8);
                break;
        }
    }

    /// <summary>Bytes.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        if (value.Length <= byte.MaxValue)
        {
            WriteByte(MessagePackCode.Bin8);
            WriteByte((byte)value.Length);
        }
        else if (value.Length <= ushort.MaxValue)
        {
            WriteUInt16(MessagePackCode.Bin16, (ushort)value.Length);
        }
        else
        {
            WriteUInt32(MessagePackCode.Bin32, (uint)value.Length);
        }

        writer.Write(value);
    }

    /// <summary>Nothing to do here: every value goes straight to the buffer.</summary>
    public void Flush()
    {
        // The package's writer gathers values first; callers therefore flush.
        _ = writer;
    }

    private void WriteByte(byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    private void WriteUInt16(byte code, ushort value)
    {
        Span<byte> span = writer.GetSpan(3);
        span[0] = code;
        BinaryPrimitives.WriteUInt16BigEndian(span[1..], value);
        writer.Advance(3);
    }

    private void WriteUInt32(byte code, uint value)
    {
        Span<byte> span = writer.GetSpan(5);
        span[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], value);
        writer.Advance(5);
    }
}
