using System.Buffers.Binary;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>Keccak-256 as Ethereum uses it: rate 136 bytes, padding 0x01 … 0x80 (not the 0x06 of SHA3-256).</summary>
/// <remarks>
/// Source: Bertoni, Daemen, Peeters, Van Assche, "The Keccak reference", version 3.0; Ethereum yellow
/// paper, appendix A.
/// </remarks>
public static class Keccak256
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    private const int Rate = 136;
    private const int Lanes = 25;
    private const int Rounds = 24;

    /// <summary>ι: the output of an 8-bit LFSR, spread over bit positions 2ʲ − 1 (reference, section 1.2).</summary>
    private static readonly ulong[] s_roundConstants = MakeRoundConstants();

    /// <summary>ρ and π together move every lane but (0, 0) along one cycle.</summary>
    private static readonly int[] s_cycle = MakeCycle();

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
        foreach (ulong constant in s_roundConstants)
        {
            Theta(a);
            RhoPi(a);
            Chi(a);
            a[0] ^= constant;
        }
    }

    private static void Theta(Span<ulong> a)
    {
        ulong c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        ulong c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        ulong c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        ulong c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        ulong c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        ulong d0 = c4 ^ BitOperations.RotateLeft(c1, 1);
        ulong d1 = c0 ^ BitOperations.RotateLeft(c2, 1);
        ulong d2 = c1 ^ BitOperations.RotateLeft(c3, 1);
        ulong d3 = c2 ^ BitOperations.RotateLeft(c4, 1);
        ulong d4 = c3 ^ BitOperations.RotateLeft(c0, 1);
        for (int y = 0; y < Lanes; y += 5)
        {
            Span<ulong> row = a.Slice(y, 5);
            row[0] ^= d0;
            row[1] ^= d1;
            row[2] ^= d2;
            row[3] ^= d3;
            row[4] ^= d4;
        }
    }

    /// <summary>Walks the one cycle of 24 lanes, step t rotating by t(t+1)/2.</summary>
    private static void RhoPi(Span<ulong> a)
    {
        ulong carried = a[1];
        for (int t = 0; t < s_cycle.Length; t++)
        {
            int lane = s_cycle[t];
            ulong next = a[lane];
            a[lane] = BitOperations.RotateLeft(carried, (t + 1) * (t + 2) / 2);
            carried = next;
        }
    }

    private static void Chi(Span<ulong> a)
    {
        for (int y = 0; y < Lanes; y += 5)
        {
            Span<ulong> row = a.Slice(y, 5);
            ulong a0 = row[0];
            ulong a1 = row[1];
            ulong a2 = row[2];
            ulong a3 = row[3];
            ulong a4 = row[4];
            row[0] = a0 ^ (~a1 & a2);
            row[1] = a1 ^ (~a2 & a3);
            row[2] = a2 ^ (~a3 & a4);
            row[3] = a3 ^ (~a4 & a0);
            row[4] = a4 ^ (~a0 & a1);
        }
    }

    /// <summary>The lanes after (1, 0) under (x, y) → (y, 2x + 3y).</summary>
    private static int[] MakeCycle()
    {
        int[] cycle = new int[Lanes - 1];
        int x = 1;
        int y = 0;
        for (int t = 0; t < cycle.Length; t++)
        {
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
            cycle[t] = x + (5 * y);
        }

        return cycle;
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
