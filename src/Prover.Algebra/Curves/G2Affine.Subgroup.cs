using System.Numerics;

namespace Prover.Algebra;

public readonly partial struct G2Affine
{
    /// <summary>True if the point is on the curve and in the subgroup of order r.</summary>
    /// <remarks>
    /// Tests ψ(P) = (t − 1)·P with t − 1 = 6x²: a scalar product of 127 bits instead of 254.
    /// Sound: ψ² − t·ψ + q = 0 holds on all of E′, so ψ(P) = (t − 1)P gives
    /// O = ((t − 1)² − t(t − 1) + q)·P = (q + 1 − t)·P = r·P. Complete: ψ acts on G2 as q ≡ t − 1 (mod r).
    /// Source: Scott, ePrint 2021/1130, section 4.
    /// </remarks>
    public bool IsInSubgroup()
    {
        if (!IsOnCurve())
        {
            return false;
        }

        BigInteger traceMinusOne = Bn254.Trace - 1;
        return G2.FromAffine(in this).MultiplyReference(traceMinusOne).Equals(G2.FromAffine(Frobenius()));
    }

    /// <summary>The slow twin of the subgroup test: r·P = O.</summary>
    public bool IsInSubgroupReference() =>
        IsOnCurve() && G2.FromAffine(in this).MultiplyReference(Fr.Modulus).IsIdentity;

    /// <summary>ψ: untwist to E, q-th power of the coordinates, twist back; it maps E′(𝔽q²) to itself.</summary>
    /// <remarks>(x·w²)^q = conj(x)·γ₂·w² and (y·w³)^q = conj(y)·γ₃·w³.</remarks>
    internal G2Affine Frobenius() => new(
        X.Conjugate() * FrobeniusConstants.Gamma[2],
        Y.Conjugate() * FrobeniusConstants.Gamma[3]);
}
