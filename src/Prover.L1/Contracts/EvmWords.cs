using System.Numerics;

namespace Prover.L1;

/// <summary>Byte strings that are sequences of uint256.</summary>
internal static class EvmWords
{
    private const int Word = 32;

    /// <summary>The numbers, 32 big-endian bytes each.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of 32.</exception>
    public static object[] Split(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % Word != 0)
        {
            throw new ArgumentException($"{bytes.Length} bytes are not a sequence of 32-byte words.", nameof(bytes));
        }

        object[] words = new object[bytes.Length / Word];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = new BigInteger(bytes.Slice(i * Word, Word), isUnsigned: true, isBigEndian: true);
        }

        return words;
    }

    /// <summary>The bytes of numbers, 32 big-endian bytes each.</summary>
    public static byte[] Join(object[] words)
    {
        byte[] bytes = new byte[words.Length * Word];
        for (int i = 0; i < words.Length; i++)
        {
            byte[] number = ((BigInteger)words[i]).ToByteArray(isUnsigned: true, isBigEndian: true);
            number.CopyTo(bytes.AsSpan(((i + 1) * Word) - number.Length));
        }

        return bytes;
    }
}
