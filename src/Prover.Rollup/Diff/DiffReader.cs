namespace Prover.Rollup;

/// <summary>Reads the pieces that a posted diff is made of. After the first error everything reads as 0.</summary>
internal ref struct DiffReader
{
    /// <summary>The last byte of a 128-bit varint, its 19th, starts at this bit.</summary>
    private const int LastShift = 126;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    /// <summary>Starts at the first byte.</summary>
    public DiffReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        Error = DiffError.None;
    }

    /// <summary>The first error.</summary>
    public DiffError Error { get; private set; }

    /// <summary>True once something was wrong.</summary>
    public readonly bool Failed => Error != DiffError.None;

    /// <summary>Keeps an error, unless there was one before.</summary>
    public void Fail(DiffError error) => Error = Failed ? Error : error;

    /// <summary>Keeps an error if a condition does not hold.</summary>
    public void Require(bool condition, DiffError error)
    {
        if (!condition)
        {
            Fail(error);
        }
    }

    /// <summary>One byte.</summary>
    public byte Byte()
    {
        ReadOnlySpan<byte> bytes = Bytes(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    /// <summary>The next bytes as they stand; empty after an error.</summary>
    public ReadOnlySpan<byte> Bytes(int count)
    {
        Require(_bytes.Length - _position >= count, DiffError.Truncated);
        if (Failed)
        {
            return [];
        }

        _position += count;
        return _bytes.Slice(_position - count, count);
    }

    /// <summary>A varint in its shortest form, below 2^width. 0 ≤ width ≤ 128.</summary>
    public UInt128 Varint(int width)
    {
        UInt128 value = 0;
        int shift = 0;
        byte next = Byte();
        for (; next >= 0x80 && shift < LastShift; shift += 7)
        {
            value |= (UInt128)(next & 0x7Fu) << shift;
            next = Byte();
        }

        value |= (UInt128)next << shift;
        Require(next != 0 || shift == 0, DiffError.VarintNotShortest);
        bool above128 = shift == LastShift && next >> (128 - LastShift) != 0;
        Require(!above128 && (width == 128 || value >> width == 0), DiffError.VarintTooWide);
        return Failed ? 0 : value;
    }

    /// <summary>Nothing may be left.</summary>
    public void End() => Require(_position == _bytes.Length, DiffError.TrailingBytes);
}
