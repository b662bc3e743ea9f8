namespace Prover.Algebra;

/// <summary>The slow twin of every multi-scalar multiplication: Σ kᵢ·Pᵢ, term by term.</summary>
public static class MsmReference
{
    /// <summary>Σ kᵢ·Pᵢ in G1; the identity for no terms.</summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public static G1 Compute(ReadOnlySpan<Fr> scalars, ReadOnlySpan<G1Affine> points) =>
        Compute<G1, G1Affine>(scalars, points);

    /// <summary>Σ kᵢ·Pᵢ in G2; the identity for no terms.</summary>
    /// <exception cref="ArgumentException">There are not as many scalars as points.</exception>
    public static G2 Compute(ReadOnlySpan<Fr> scalars, ReadOnlySpan<G2Affine> points) =>
        Compute<G2, G2Affine>(scalars, points);

    private static TGroup Compute<TGroup, TAffine>(ReadOnlySpan<Fr> scalars, ReadOnlySpan<TAffine> points)
        where TGroup : struct, IGroup<TGroup, TAffine>
        where TAffine : struct
    {
        if (scalars.Length != points.Length)
        {
            throw new ArgumentException("One scalar per point is needed.", nameof(scalars));
        }

        TGroup sum = TGroup.Identity;
        for (int i = 0; i < points.Length; i++)
        {
            sum += TGroup.FromAffine(in points[i]).MultiplyVarTime(in scalars[i]);
        }

        return sum;
    }
}
