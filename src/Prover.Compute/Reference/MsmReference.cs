using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The slow twin of the multi-scalar multiplications: one product after another.</summary>
public static class MsmReference
{
    /// <summary>Σ kᵢ·Pᵢ in G1.</summary>
    public static G1Affine Sum(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars)
    {
        G1 sum = G1.Identity;
        for (int i = 0; i < points.Length; i++)
        {
            sum += G1.FromAffine(in points[i]).MultiplyReference(scalars[i].ToBigInteger());
        }

        return sum.ToAffine();
    }

    /// <summary>Σ kᵢ·Pᵢ in G2.</summary>
    public static G2Affine Sum(ReadOnlySpan<G2Affine> points, ReadOnlySpan<Fr> scalars)
    {
        G2 sum = G2.Identity;
        for (int i = 0; i < points.Length; i++)
        {
            sum += G2.FromAffine(in points[i]).MultiplyReference(scalars[i].ToBigInteger());
        }

        return sum.ToAffine();
    }
}
