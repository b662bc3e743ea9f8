using System.Numerics;

namespace Prover.L1;

/// <summary>Recursive length prefix, the encoding half.</summary>
/// <remarks>Source: Ethereum yellow paper, appendix B.</remarks>
public static class Rlp
{
    /// <summary>A string of bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 && bytes[0] < 0x80 ? [bytes[0]] : [.. Prefix(0x80, bytes.Length), .. bytes];

    /// <summary>A number: its big-endian bytes without leading zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static byte[] Encode(BigInteger number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return Encode(number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>A list of things that are encoded already.</summary>
    public static byte[] List(params IReadOnlyList<byte[]> items)
    {
        int length = items.Sum(item => item.Length);
        return [.. Prefix(0xC0, length), .. items.SelectMany(item => item)];
    }

    private static byte[] Prefix(int offset, int length)
    {
        if (length < 56)
        {
            return [(byte)(offset + length)];
        }

        byte[] size = new BigInteger(length).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [(byte)(offset + 55 + size.Length), .. size];
    }
}
