using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Prover.Algebra;

/// <summary>BLAKE-512 (the SHA-3 finalist, not BLAKE2), which circomlib's key derivation uses.</summary>
/// <remarks>
/// Source: Aumasson, Henzen, Meier, Phan, "SHA-3 proposal BLAKE", version 1.3 of 2010: 16 rounds, no salt.
/// Time depends on the length only.
/// </remarks>
internal static class Blake512
{
    /// <summary>Bytes of a digest.</summary>
    public const int DigestSize = 64;

    private const int BlockSize = 128;
    private const int Rounds = 16;

    /// <summary>Room for the last block: 0x80 … 0x01 and the 128-bit length.</summary>
    private const int TailSize = 17;

    private static ReadOnlySpan<ulong> Initial =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    /// <summary>The first digits of π after the point.</summary>
    private static ReadOnlySpan<ulong> Pi =>
    [
        0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89,
        0x452821E638D01377, 0xBE5466CF34E90C6C, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917,
        0x9216D5D98979FB1B, 0xD1310BA698DFB5AC, 0x2FFD72DBD01ADFB7, 0xB8E1AFED6A267E96,
        0xBA7C9045F12C7F99, 0x24A19947B3916CF7, 0x0801F2E2858EFC16, 0x636920D871574E69,
    ];

    private static ReadOnlySpan<byte> Sigma =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>Writes the 64-byte digest of the message; digest must not overlap it. Working memory is
    /// cleared.</summary>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<ulong> h = stackalloc ulong[8];
        Initial.CopyTo(h);
        int whole = message.Length / BlockSize * BlockSize;
        for (int i = 0; i < whole; i += BlockSize)
        {
            Compress(h, message.Slice(i, BlockSize), (ulong)(i + BlockSize) * 8);
        }

        HashTail(h, message[whole..], (ulong)message.Length * 8);
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(digest[(8 * i)..], h[i]);
        }

        h.Clear();
    }

    /// <summary>The rest of the message (less than a block) with its padding: one block or two.</summary>
    private static void HashTail(Span<ulong> h, ReadOnlySpan<byte> rest, ulong bits)
    {
        Span<byte> tail = stackalloc byte[2 * BlockSize];
        tail.Clear();
        rest.CopyTo(tail);
        int size = rest.Length + TailSize <= BlockSize ? BlockSize : 2 * BlockSize;
        tail[rest.Length] = 0x80;
        tail[size - TailSize] |= 1;
        BinaryPrimitives.WriteUInt64BigEndian(tail[(size - 8)..], bits);

        // The counter counts message bits only, and is 0 for a block that holds none.
        Compress(h, tail[..BlockSize], rest.IsEmpty ? 0 : bits);
        if (size > BlockSize)
        {
            Compress(h, tail[BlockSize..], 0);
        }

        CryptographicOperations.ZeroMemory(tail);
    }

    private static void Compress(Span<ulong> h, ReadOnlySpan<byte> block, ulong counter)
    {
        Span<ulong> m = stackalloc ulong[16];
        for (int i = 0; i < 16; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt64BigEndian(block[(8 * i)..]);
        }

        Span<ulong> v = stackalloc ulong[16];
        h.CopyTo(v);
        Pi[..8].CopyTo(v[8..]);
        v[12] ^= counter;
        v[13] ^= counter;
        for (int round = 0; round < Rounds; round++)
        {
            Round(v, m, Sigma.Slice(round % 10 * 16, 16));
        }

        for (int i = 0; i < 8; i++)
        {
            h[i] ^= v[i] ^ v[i + 8];
        }

        m.Clear();
        v.Clear();
    }

    private static void Round(Span<ulong> v, ReadOnlySpan<ulong> m, ReadOnlySpan<byte> sigma)
    {
        for (int i = 0; i < 4; i++)
        {
            Mix(v, (i, 4 + i, 8 + i, 12 + i), m, sigma[2 * i], sigma[(2 * i) + 1]);
        }

        for (int i = 0; i < 4; i++)
        {
            (int, int, int, int) diagonal = (i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
            Mix(v, diagonal, m, sigma[8 + (2 * i)], sigma[9 + (2 * i)]);
        }
    }

    private static void Mix(Span<ulong> v, (int A, int B, int C, int D) at, ReadOnlySpan<ulong> m, int s0, int s1)
    {
        v[at.A] += v[at.B] + (m[s0] ^ Pi[s1]);
        v[at.D] = BitOperations.RotateRight(v[at.D] ^ v[at.A], 32);
        v[at.C] += v[at.D];
        v[at.B] = BitOperations.RotateRight(v[at.B] ^ v[at.C], 25);
        v[at.A] += v[at.B] + (m[s1] ^ Pi[s0]);
        v[at.D] = BitOperations.RotateRight(v[at.D] ^ v[at.A], 16);
        v[at.C] += v[at.D];
        v[at.B] = BitOperations.RotateRight(v[at.B] ^ v[at.C], 11);
    }
}
