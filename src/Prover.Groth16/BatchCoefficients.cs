using System.Buffers.Binary;
using System.Security.Cryptography;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>The coefficients ρⱼ of a batch equation: one of 2^128 values each, drawn after the claims are known.
/// </summary>
/// <remarks>
/// <para>ρ = a + λ·b mod r with a, b &lt; 2^64: different (a, b) give different ρ, since (a, b) would otherwise differ
/// by a vector of the lattice of λ, whose shortest has 127 bits; and multiples by such ρ cost half of what others
/// do.</para>
/// <para>Why it is enough: let eⱼ be the logarithm of what equation j is off by, 0 for a true claim. The batch is off
/// by Σ ρⱼeⱼ modulo the prime r. If some eⱼ ≠ 0, then for any choice of the other coefficients at most one value of ρⱼ
/// makes that 0: a batch with a false claim holds with probability at most 2^−128.</para>
/// <para>From a random number generator this is the error of each equation, and the generator must not be
/// predictable by who makes the claims. From the hash it is the same for claims made without looking at it; who
/// computes the hash of 2^k different batches, choosing claims by what comes out, finds a false batch that holds with
/// probability at most 2^(k−128), keccak-256 taken for a random function. Then the coefficients can be computed again
/// by anybody, and a result can be repeated.</para>
/// </remarks>
public static class BatchCoefficients
{
    private const int CoefficientBytes = 16;

    private static ReadOnlySpan<byte> Domain => "prover.groth16.batch.v1"u8;

    /// <summary>One coefficient per claim.</summary>
    /// <param name="key">The key that the claims are about.</param>
    /// <param name="claims">Claims with as many inputs as the key has.</param>
    /// <param name="random">Where coefficients come from; null for <see cref="FromHash"/>.</param>
    public static Fr[] Draw(VerifyingKey key, IReadOnlyList<Claim> claims, RandomNumberGenerator? random)
    {
        ArgumentNullException.ThrowIfNull(claims);
        return random is null ? FromHash(key, claims) : FromRandom(random, claims.Count);
    }

    /// <summary>Coefficients from a cryptographically secure generator.</summary>
    public static Fr[] FromRandom(RandomNumberGenerator random, int count)
    {
        ArgumentNullException.ThrowIfNull(random);
        var coefficients = new Fr[count];
        Span<byte> bytes = stackalloc byte[CoefficientBytes];
        for (int j = 0; j < count; j++)
        {
            random.GetBytes(bytes);
            coefficients[j] = Make(bytes);
        }

        return coefficients;
    }

    /// <summary>Coefficients from keccak-256 of everything: ρⱼ is made of the first 16 bytes of keccak(seed, j) with
    /// seed = keccak(domain, hash of the key, number of claims, proofs and inputs one after another).</summary>
    /// <exception cref="ArgumentException">A claim has another number of inputs than the key.</exception>
    public static Fr[] FromHash(VerifyingKey key, IReadOnlyList<Claim> claims)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(claims);
        Span<byte> numbered = stackalloc byte[Keccak256.HashLength + sizeof(ulong)];
        Span<byte> hash = stackalloc byte[Keccak256.HashLength];
        Keccak256.Hash(Transcript(key, claims), numbered);
        var coefficients = new Fr[claims.Count];
        for (int j = 0; j < coefficients.Length; j++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(numbered[Keccak256.HashLength..], (ulong)j);
            Keccak256.Hash(numbered, hash);
            coefficients[j] = Make(hash[..CoefficientBytes]);
        }

        return coefficients;
    }

    /// <summary>All parts have lengths that the key and the number of claims fix, so that no two batches share
    /// one.</summary>
    private static byte[] Transcript(VerifyingKey key, IReadOnlyList<Claim> claims)
    {
        int claimBytes = Proof.ByteLength + (Fr.ByteLength * key.PublicCount);
        byte[] transcript = new byte[
            Domain.Length + Keccak256.HashLength + sizeof(ulong) + (claimBytes * claims.Count)];
        Span<byte> rest = transcript;
        Domain.CopyTo(rest);
        rest = rest[Domain.Length..];
        key.Hash().CopyTo(rest);
        rest = rest[Keccak256.HashLength..];
        BinaryPrimitives.WriteUInt64BigEndian(rest, (ulong)claims.Count);
        rest = rest[sizeof(ulong)..];
        foreach (Claim claim in claims)
        {
            if (claim.PublicInputs.Length != key.PublicCount)
            {
                throw new ArgumentException(
                    $"Expected {key.PublicCount} public inputs, found {claim.PublicInputs.Length}.", nameof(claims));
            }

            claim.Proof.ToBytes().CopyTo(rest);
            rest = rest[Proof.ByteLength..];
            foreach (Fr input in claim.PublicInputs.Span)
            {
                input.CopyBytes(rest[..Fr.ByteLength]);
                rest = rest[Fr.ByteLength..];
            }
        }

        return transcript;
    }

    private static Fr Make(ReadOnlySpan<byte> bytes) =>
        Fr.FromUInt64(BinaryPrimitives.ReadUInt64BigEndian(bytes))
        + (Bn254.Lambda * Fr.FromUInt64(BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..])));
}
