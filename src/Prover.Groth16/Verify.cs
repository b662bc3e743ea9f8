using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Verifies proofs. A failed verification is a value, never an exception.</summary>
/// <remarks>
/// e(A, B) = e(α, β)·e(Σ aᵢ·ICᵢ, γ)·e(C, δ) with a₀ = 1; ePrint 2016/260, section 3.2. Also false when a point is off
/// its curve or outside its subgroup, or when the number of inputs is wrong. Coordinates and inputs are below their
/// moduli by their types: the readers of bytes and text refuse others.
/// </remarks>
public static partial class Verify
{
    /// <summary>True if the proof proves the statement of the key for these public inputs.</summary>
    /// <remarks>Through <see cref="Pairing"/> alone, without a device: the slow twin of the method with a prepared
    /// key, and a second opinion.</remarks>
    public static bool Proof(VerifyingKey key, Proof proof, ReadOnlySpan<Fr> publicInputs)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(proof);
        if (publicInputs.Length != key.PublicCount
            || !proof.A.IsOnCurve() || !proof.C.IsOnCurve() || !proof.B.IsInSubgroup())
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

    /// <summary>True if the proof proves the statement of the key for these public inputs.</summary>
    /// <remarks>Cost: one Miller loop with B, two with points that are known before, one final exponentiation, one
    /// short sum. The subgroup of B is tested by its Miller loop.</remarks>
    /// <exception cref="OperationCanceledException">The budget was cancelled.</exception>
    public static bool Proof(
        PreparedVerifyingKey key, Proof proof, ReadOnlySpan<Fr> publicInputs, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(proof);
        if (publicInputs.Length != key.Key.PublicCount)
        {
            return false;
        }

        G1Affine inputs = key.Device.SumOfMultiples(key.Key.Ic, [Fr.One, .. publicInputs], budget);
        var terms = new PairingTerms
        {
            P = [proof.A],
            Q = [proof.B],
            R = [-inputs, -proof.C],
            S = key.GammaDeltaBeta,
        };
        return key.Device.TryPairingProduct(terms, default, out Fq12 product, budget) && product == key.AlphaBeta;
    }
}
