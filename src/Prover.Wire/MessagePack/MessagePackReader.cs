using System.Buffers;
using System.Buffers.Binary;

namespace MessagePack;

/// <summary>
/// Reads what <see cref="MessagePackWriter"/> writes, in any length that the format allows. The members and what they
/// throw are those of the MessagePack package.
/// </summary>
internal ref struct MessagePackReader
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private int _position;

    /// <summary>Starts at the first byte.</summary>
    public MessagePackReader(ReadOnlyMemory<byte> memory) => _bytes = memory;

    /// <summary>How many bytes were read.</summary>
    public readonly long Consumed => _position;

    /// <summary>True if nothing is left.</summary>
    public readonly bool End => _position == _bytes.Length;

    /// <summary>The kind of the next value.</summary>
    /// <exception cref="EndOfStreamException">Nothing is left.</exception>
    public readonly MessagePackType NextMessagePackType => MessagePackCode.TypeOf(NextCode);

    /// <summary>The first byte of the next value.</summary>
    /// <exception cref="EndOfStreamException">Nothing is left.</exception>
    public readonly byte NextCode => End ? throw new EndOfStreamException() : _bytes.Span[_position];

    /// <summary>How many values the array has that starts here.</summary>
    /// <exception cref="EndOfStreamException">The bytes end, or cannot hold so many values.</exception>
    /// <exception cref="MessagePackSerializationException">No array starts here.</exception>
    public int ReadArrayHeader()
    {
        byte code = ReadByte();
        uint count = code switch
        {
            >= MessagePackCode.MinFixArray and <= MessagePackCode.MaxFixArray =>
                (uint)(code - MessagePackCode.MinFixArray),
            MessagePackCode.Array16 => (uint)ReadNumber(2),
            MessagePackCode.Array32 => (uint)ReadNumber(4),
            _ => throw Unexpected(code),
        };
        return count <= (uint)(_bytes.Length - _position) ? (int)count : throw new EndOfStreamException();
    }

    /// <summary>Reads a nil if one is next.</summary>
    public bool TryReadNil()
    {
        bool isNil = NextCode == MessagePackCode.Nil;
        _position += isNil ? 1 : 0;
        return isNil;
    }

    /// <summary>A truth value.</summary>
    /// <exception cref="MessagePackSerializationException">Something else is next.</exception>
    public bool ReadBoolean()
    {
        byte code = ReadByte();
        return code is MessagePackCode.True or MessagePackCode.False
            ? code == MessagePackCode.True
            : throw Unexpected(code);
    }

    /// <summary>A non-negative integer in any of its unsigned forms.</summary>
    /// <remarks>
    /// The package also takes signed forms of non-negative numbers; who must not has to look at <see cref="NextCode"/>.
    /// </remarks>
    /// <exception cref="EndOfStreamException">The bytes end within it.</exception>
    /// <exception cref="MessagePackSerializationException">Something else is next, a signed form included.</exception>
    public ulong ReadUInt64()
    {
        byte code = ReadByte();
        return code switch
        {
            <= MessagePackCode.MaxFixInt => code,
            MessagePackCode.UInt8 => ReadNumber(1),
            MessagePackCode.UInt16 => ReadNumber(2),
            MessagePackCode.UInt32 => ReadNumber(4),
            MessagePackCode.UInt64 => ReadNumber(8),
            _ => throw Unexpected(code),
        };
    }

    /// <summary>Bytes; null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">Something else is next.</exception>
    public ReadOnlySequence<byte>? ReadBytes()
    {
        if (TryReadNil())
        {
            return null;
        }

        byte code = ReadByte();
        ulong length = code switch
        {
            MessagePackCode.Bin8 => ReadNumber(1),
            MessagePackCode.Bin16 => ReadNumber(2),
            MessagePackCode.Bin32 => ReadNumber(4),
            _ => throw Unexpected(code),
        };
        int start = Advance(length);
        return new ReadOnlySequence<byte>(_bytes.Slice(start, (int)length));
    }

    /// <summary>The UTF-8 bytes of a string, unchecked; null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">Something else is next.</exception>
    public ReadOnlySequence<byte>? ReadStringSequence()
    {
        if (TryReadNil())
        {
            return null;
        }

        byte code = ReadByte();
        ulong length = code switch
        {
            >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr => (ulong)(code - MessagePackCode.MinFixStr),
            MessagePackCode.Str8 => ReadNumber(1),
            MessagePackCode.Str16 => ReadNumber(2),
            MessagePackCode.Str32 => ReadNumber(4),
            _ => throw Unexpected(code),
        };
        int start = Advance(length);
        return new ReadOnlySequence<byte>(_bytes.Slice(start, (int)length));
    }

    private byte ReadByte() => _bytes.Span[Advance(1)];

    /// <summary>A big-endian number of 1, 2, 4 or 8 bytes.</summary>
    private ulong ReadNumber(int size)
    {
        ReadOnlySpan<byte> bytes = _bytes.Span[Advance((ulong)size).._position];
        return size switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    /// <summary>Steps over bytes and gives where they start.</summary>
    private int Advance(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _position))
        {
            throw new EndOfStreamException();
        }

        int start = _position;
        _position += (int)count;
        return start;
    }

    private static MessagePackSerializationException Unexpected(byte code) =>
        new($"Unexpected first byte 0x{code:x2} ({MessagePackCode.TypeOf(code)}).");
}
