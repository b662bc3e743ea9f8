using System.Buffers;

namespace Prover.Rollup;

/// <summary>Writes the pieces that a posted diff is made of.</summary>
internal sealed class DiffWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>One byte.</summary>
    public void Byte(int value)
    {
        _bytes.GetSpan(1)[0] = checked((byte)value);
        _bytes.Advance(1);
    }

    /// <summary>Little-endian base 128, the high bit says that more follows; the shortest form.</summary>
    public void Varint(UInt128 value)
    {
        while (value >= 0x80)
        {
            Byte((int)(value & 0x7F) | 0x80);
            value >>= 7;
        }

        Byte((int)value);
    }

    /// <summary>Bytes as they stand.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
