using System.Buffers;
using System.Buffers.Binary;

namespace MessagePack;

/// <summary>
/// Writes the values that our envelopes are made of, each in its shortest form: nil, booleans, non-negative integers,
/// binary, strings, array headers.
/// </summary>
/// <remarks>
/// The members and what they promise are those of the MessagePack package, so that code that compiles and works with
/// one of the two does with the other: bytes reach the buffer with <see cref="Flush"/> at the latest, the struct
/// changes while it writes, and it is passed by reference.
/// </remarks>
internal ref struct MessagePackWriter(IBufferWriter<byte> writer)
{
    private Span<byte> _lent;
    private int _written;

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
                WriteUInt8(MessagePackCode.UInt8, (byte)value);
                break;
            case <= ushort.MaxValue:
                WriteUInt16(MessagePackCode.UInt16, (ushort)value);
                break;
            case <= uint.MaxValue:
                WriteUInt32(MessagePackCode.UInt32, (uint)value);
                break;
            default:
                Span<byte> place = Take(1 + sizeof(ulong));
                place[0] = MessagePackCode.UInt64;
                BinaryPrimitives.WriteUInt64BigEndian(place[1..], value);
                break;
        }
    }

    /// <summary>Bytes.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        if (value.Length <= byte.MaxValue)
        {
            WriteUInt8(MessagePackCode.Bin8, (byte)value.Length);
        }
        else if (value.Length <= ushort.MaxValue)
        {
            WriteUInt16(MessagePackCode.Bin16, (ushort)value.Length);
        }
        else
        {
            WriteUInt32(MessagePackCode.Bin32, (uint)value.Length);
        }

        value.CopyTo(Take(value.Length));
    }

    /// <summary>A string by its UTF-8 bytes.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8stringBytes)
    {
        if (utf8stringBytes.Length <= MessagePackCode.MaxFixStr - MessagePackCode.MinFixStr)
        {
            WriteByte((byte)(MessagePackCode.MinFixStr + utf8stringBytes.Length));
        }
        else if (utf8stringBytes.Length <= byte.MaxValue)
        {
            WriteUInt8(MessagePackCode.Str8, (byte)utf8stringBytes.Length);
        }
        else if (utf8stringBytes.Length <= ushort.MaxValue)
        {
            WriteUInt16(MessagePackCode.Str16, (ushort)utf8stringBytes.Length);
        }
        else
        {
            WriteUInt32(MessagePackCode.Str32, (uint)utf8stringBytes.Length);
        }

        utf8stringBytes.CopyTo(Take(utf8stringBytes.Length));
    }

    /// <summary>Hands everything to the buffer.</summary>
    public void Flush()
    {
        writer.Advance(_written);
        _lent = default;
        _written = 0;
    }

    private void WriteByte(byte value) => Take(1)[0] = value;

    private void WriteUInt8(byte code, byte value)
    {
        Span<byte> place = Take(1 + sizeof(byte));
        place[0] = code;
        place[1] = value;
    }

    private void WriteUInt16(byte code, ushort value)
    {
        Span<byte> place = Take(1 + sizeof(ushort));
        place[0] = code;
        BinaryPrimitives.WriteUInt16BigEndian(place[1..], value);
    }

    private void WriteUInt32(byte code, uint value)
    {
        Span<byte> place = Take(1 + sizeof(uint));
        place[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(place[1..], value);
    }

    /// <summary>The next bytes of what the buffer lent; borrows anew when they do not suffice.</summary>
    private Span<byte> Take(int size)
    {
        if (size > _lent.Length - _written)
        {
            Flush();
            _lent = writer.GetSpan(size);
        }

        Span<byte> place = _lent.Slice(_written, size);
        _written += size;
        return place;
    }
}
