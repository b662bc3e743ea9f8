using System.Diagnostics.CodeAnalysis;

namespace Prover.Rollup;

/// <summary>
/// 32 bytes of an EVM <c>bytes32</c>: circuit ids and Keccak hashes. A value; the default is all zero.
/// </summary>
public readonly struct Bytes32 : IEquatable<Bytes32>
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 32;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    /// <summary>Takes 32 bytes as they stand.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public Bytes32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"Expected {Size} bytes, found {bytes.Length}.", nameof(bytes));
        }

        _high = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>True if every byte is zero.</summary>
    public bool IsZero => (_high | _low) == 0;

    /// <summary>Value equality.</summary>
    public static bool operator ==(Bytes32 a, Bytes32 b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(Bytes32 a, Bytes32 b) => !a.Equals(b);

    /// <summary>Reads 64 hexadecimal digits after an optional 0x; false if malformed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Bytes32 value)
    {
        value = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!HexText.TryParse(text, bytes))
        {
            return false;
        }

        value = new Bytes32(bytes);
        return true;
    }

    /// <summary>Reads 64 hexadecimal digits after an optional 0x.</summary>
    /// <exception cref="FormatException">Malformed.</exception>
    public static Bytes32 Parse(string text) =>
        TryParse(text, out Bytes32 value) ? value : throw new FormatException("Expected 64 hexadecimal digits.");

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _low);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low);

    /// <summary>0x and 64 lower-case hexadecimal digits.</summary>
    public override string ToString() => HexText.Format(ToArray());
}
