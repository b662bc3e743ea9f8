using System.Security.Cryptography;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>Verifies proofs. A failed verification is a value, never an exception.</summary>
public static class Verify
{
    /// <summary>True if the proof proves the statement of the key for these public inputs.</summary>
    /// <remarks>
    /// e(A, B) = e(α, β)·e(Σ aᵢ·ICᵢ, γ)·e(C, δ) with a₀ = 1; ePrint 2016/260, section 3.2. Also false when a point
    /// is off the curve or outside the subgroup, or when the number of inputs is wrong. Cost: four Miller loops.
    /// </remarks>
    public static bool Proof(VerifyingKey key, Proof proof, ReadOnlySpan<Fr> publicInputs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(proof);
        if (publicInputs.Length != key.PublicCount || !IsWellFormed(proof))
        {
            return false;
        }

        G1 inputs = G1.FromAffine(in key.Ic[0]);
        for (int i = 0; i < publicInputs.Length; i++)
        {
            inputs += G1.FromAffine(in key.Ic[i + 1]).MultiplyVarTime(in publicInputs[i]);
        }

        return Pairing.ProductIsOne(
        [
            (-proof.A, proof.B),
            (key.Alpha, key.Beta),
            (inputs.ToAffine(), key.Gamma),
            (proof.C, key.Delta),
        ]);
    }

    /// <summary>True if all proofs prove the statement of the key, each for its public inputs.</summary>
    /// <remarks>
    /// A random linear combination of the equations: Π e(−ρⱼAⱼ, Bⱼ) · e(Σρⱼ·α, β) · e(Σ ρⱼ·inputsⱼ, γ) · e(Σ ρⱼCⱼ,
    /// δ) = 1 with ρⱼ drawn from 2^128 values after the proofs are known. A batch with a false proof passes with
    /// probability at most 2^−128 (the equations are linear over a group of prime order r > 2^128). Cost: one
    /// Miller loop per proof and three. Tells nothing about which proof is false.
    /// </remarks>
    /// <exception cref="ArgumentException">There are not as many lists of inputs as proofs.</exception>
    public static bool Batch(VerifyingKey key, IReadOnlyList<Proof> proofs, IReadOnlyList<Fr[]> publicInputs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(proofs);
        ArgumentNullException.ThrowIfNull(publicInputs);
        if (proofs.Count != publicInputs.Count)
        {
            throw new ArgumentException($"Expected inputs for {proofs.Count} proofs, found {publicInputs.Count}.");
        }

        var sums = new Fr[key.PublicCount + 1];
        G1 c = G1.Identity;
        var pairs = new (G1Affine P, G2Affine Q)[proofs.Count + 3];
        for (int j = 0; j < proofs.Count; j++)
        {
            if (publicInputs[j].Length != key.PublicCount || !IsWellFormed(proofs[j]))
            {
                return false;
            }

            Fr rho = BatchCoefficient();
            pairs[j] = (G1.FromAffine(-proofs[j].A).MultiplyVarTime(in rho).ToAffine(), proofs[j].B);
            c += G1.FromAffine(proofs[j].C).MultiplyVarTime(in rho);
            sums[0] += rho;
            for (int i = 1; i < sums.Length; i++)
            {
                sums[i] += rho * publicInputs[j][i - 1];
            }
        }

        G1 inputs = G1.Identity;
        for (int i = 0; i < sums.Length; i++)
        {
            inputs += G1.FromAffine(in key.Ic[i]).MultiplyVarTime(in sums[i]);
        }

        pairs[^3] = (G1.FromAffine(key.Alpha).MultiplyVarTime(in sums[0]).ToAffine(), key.Beta);
        pairs[^2] = (inputs.ToAffine(), key.Gamma);
        pairs[^1] = (c.ToAffine(), key.Delta);
        return Pairing.ProductIsOne(pairs);
    }

    private static bool IsWellFormed(Proof proof) =>
        proof.A.IsOnCurve() && proof.C.IsOnCurve() && proof.B.IsInSubgroup();

    /// <summary>Uniform in [0, 2^128).</summary>
    private static Fr BatchCoefficient()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Fr.FromCanonical([BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]), 0, 0]);
    }
}
