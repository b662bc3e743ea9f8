using System.Buffers.Binary;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>Keccak-256 as Ethereum uses it: rate 136 bytes, padding 0x01 … 0x80 (not the 0x06 of SHA3-256).</summary>
/// <remarks>Source: Bertoni, Daemen, Peeters, Van Assche, "The Keccak reference", version 3.0; Ethereum yellow paper, appendix A.</remarks>
public static class Keccak256
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    private const int Rate = 136;
    private const int Lanes = 25;
    private const int Rounds = 24;

    /// <summary>ι: the output of an 8-bit LFSR, spread over bit positions 2ʲ − 1 (reference, section 1.2).</summary>
    private static readonly ulong[] s_roundConstants = MakeRoundConstants();

    /// <summary>The hash of the data.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        byte[] hash = new byte[HashLength];
        Hash(data, hash);
        return hash;
    }

    /// <summary>Writes the hash of the data; the result may overlap the data.</summary>
    /// <exception cref="ArgumentException">The result is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> result)
    {
        if (result.Length < HashLength)
        {
            throw new ArgumentException("A Keccak-256 hash takes 32 bytes.", nameof(result));
        }

        Span<ulong> state = stackalloc ulong[Lanes];
        state.Clear();
        while (data.Length >= Rate)
        {
            Absorb(state, data[..Rate]);
            data = data[Rate..];
        }

        Span<byte> last = stackalloc byte[Rate];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[Rate - 1] |= 0x80;
        Absorb(state, last);
        for (int i = 0; i < HashLength / 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(result[(8 * i)..], state[i]);
        }
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int i = 0; i < Rate / 8; i++)
        {
            state[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(8 * i)..]);
        }

        Permute(state);
    }

    /// <summary>Keccak-f[1600]; lane (x, y) lies at x + 5y.</summary>
    private static void Permute(Span<ulong> a)
    {
        Span<ulong> c = stackalloc ulong[5];
        foreach (ulong constant in s_roundConstants)
        {
            Theta(a, c);
            RhoPi(a);
            Chi(a, c);
            a[0] ^= constant;
        }
    }

    private static void Theta(Span<ulong> a, Span<ulong> c)
    {
        for (int x = 0; x < 5; x++)
        {
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        }

        for (int x = 0; x < 5; x++)
        {
            ulong d = c[(x + 4) % 5] ^ BitOperations.RotateLeft(c[(x + 1) % 5], 1);
            for (int y = 0; y < Lanes; y += 5)
            {
                a[x + y] ^= d;
            }
        }
    }

    /// <summary>Walks the one cycle of 24 lanes (x, y) → (y, 2x + 3y), step t rotating by t(t+1)/2.</summary>
    private static void RhoPi(Span<ulong> a)
    {
        int x = 1;
        int y = 0;
        ulong carried = a[1];
        for (int t = 1; t <= 24; t++)
        {
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            int lane = x + (5 * y);
            ulong next = a[lane];
            a[lane] = BitOperations.RotateLeft(carried, t * (t + 1) / 2);
            carried = next;
        }
    }

    private static void Chi(Span<ulong> a, Span<ulong> row)
    {
        for (int y = 0; y < Lanes; y += 5)
        {
            a.Slice(y, 5).CopyTo(row);
            for (int x = 0; x < 5; x++)
            {
                a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }
        }
    }

    private static ulong[] MakeRoundConstants()
    {
        ulong[] constants = new ulong[Rounds];
        int lfsr = 1; // x⁸ + x⁶ + x⁵ + x⁴ + 1
        for (int round = 0; round < Rounds; round++)
        {
            for (int j = 0; j <= 6; j++)
            {
                constants[round] |= (ulong)(lfsr & 1) << ((1 << j) - 1);
                lfsr = (lfsr & 0x80) != 0 ? (lfsr << 1) ^ 0x171 : lfsr << 1;
            }
        }

        return constants;
    }
}
