using System.Buffers.Binary;
using System.Security.Cryptography;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>Uniform scalars: from the operating system, or from a seed.</summary>
/// <remarks>
/// 512 random bits reduced modulo r: the distance from uniform is below 2^−256. With a seed, block i is
/// HMAC-SHA-512(seed, label ‖ i), so that equal seeds give equal keys and proofs everywhere; such scalars are as
/// secret as the seed. Buffers are cleared.
/// </remarks>
internal sealed class ScalarSource : IDisposable
{
    private const int BlockLength = 64;
    private readonly byte[]? _seed;
    private readonly byte[] _label;
    private ulong _next;

    /// <summary>A source for one purpose; an empty seed asks the operating system.</summary>
    public ScalarSource(ReadOnlySpan<byte> seed, string label)
    {
        _seed = seed.IsEmpty ? null : seed.ToArray();
        _label = System.Text.Encoding.UTF8.GetBytes(label);
    }

    /// <summary>The next scalar; zero with probability 1/r.</summary>
    public Fr Next()
    {
        Span<byte> block = stackalloc byte[BlockLength];
        Fill(block);

        // Horner over four numbers below 2^128: no intermediate leaves the field, nothing lands on the heap.
        Fr shift = Fr.FromCanonical([0, 0, 1, 0]);
        Fr value = Fr.Zero;
        for (int i = 0; i < BlockLength; i += 16)
        {
            ulong low = BinaryPrimitives.ReadUInt64LittleEndian(block[i..]);
            ulong high = BinaryPrimitives.ReadUInt64LittleEndian(block[(i + 8)..]);
            value = (value * shift) + Fr.FromCanonical([low, high, 0, 0]);
        }

        CryptographicOperations.ZeroMemory(block);
        return value;
    }

    /// <summary>The next scalar that is neither 0 nor 1.</summary>
    public Fr NextTrapdoor()
    {
        Fr value;
        do
        {
            value = Next();
        }
        while (value.IsZero || value == Fr.One);
        return value;
    }

    public void Dispose()
    {
        if (_seed is not null)
        {
            CryptographicOperations.ZeroMemory(_seed);
        }
    }

    private void Fill(Span<byte> block)
    {
        if (_seed is null)
        {
            RandomNumberGenerator.Fill(block);
            return;
        }

        byte[] message = [.. _label, .. BitConverter.GetBytes(_next++)];
        _ = HMACSHA512.HashData(_seed, message, block);
    }
}
