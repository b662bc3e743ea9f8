using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>The 20 bytes of an address on L1. A value; the default is the zero address, which no account has.</summary>
public readonly struct EthAddress : IEquatable<EthAddress>
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 20;

    /// <summary>Takes 20 big-endian bytes as they stand.</summary>
    /// <exception cref="ArgumentException">Not 20 bytes.</exception>
    public EthAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"Expected {Size} bytes, found {bytes.Length}.", nameof(bytes));
        }

        High = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Low = BinaryPrimitives.ReadUInt128BigEndian(bytes[4..]);
    }

    /// <summary>True for the zero address.</summary>
    public bool IsZero => High == 0 && Low == 0;

    /// <summary>Bits 128 to 159 of the address as a number.</summary>
    internal uint High { get; }

    /// <summary>Bits 0 to 127 of the address as a number.</summary>
    internal UInt128 Low { get; }

    /// <summary>Value equality.</summary>
    public static bool operator ==(EthAddress a, EthAddress b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(EthAddress a, EthAddress b) => !a.Equals(b);

    /// <summary>
    /// Reads 40 hexadecimal digits after an optional 0x; the case of letters (EIP-55) is not checked.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out EthAddress value)
    {
        value = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (!HexText.TryParse(text, bytes))
        {
            return false;
        }

        value = new EthAddress(bytes);
        return true;
    }

    /// <summary>Reads 40 hexadecimal digits after an optional 0x.</summary>
    /// <exception cref="FormatException">Malformed.</exception>
    public static EthAddress Parse(string text) =>
        TryParse(text, out EthAddress value) ? value : throw new FormatException("Expected 40 hexadecimal digits.");

    /// <summary>The address as a number below 2^160.</summary>
    public Fr ToFr() => new FrPacker().Append(this).ToFr();

    /// <summary>Writes the 20 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[4..], Low);
    }

    /// <summary>The 20 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(EthAddress other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is EthAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>0x and 40 lower-case hexadecimal digits.</summary>
    public override string ToString() => HexText.Format(ToArray());
}
