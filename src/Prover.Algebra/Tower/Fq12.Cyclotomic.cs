namespace Prover.Algebra;

public readonly partial struct Fq12
{
    /// <summary>this^q.</summary>
    /// <remarks>The coefficient aₖ of wᵏ becomes conj(aₖ)·γₖ, γₖ = ξ^(k(q−1)/6), since w^q = w·ξ^((q−1)/6).</remarks>
    public Fq12 Frobenius() => new(
        new Fq6(
            C0.C0.Conjugate(),
            C0.C1.Conjugate() * FrobeniusConstants.Gamma[2],
            C0.C2.Conjugate() * FrobeniusConstants.Gamma[4]),
        new Fq6(
            C1.C0.Conjugate() * FrobeniusConstants.Gamma[1],
            C1.C1.Conjugate() * FrobeniusConstants.Gamma[3],
            C1.C2.Conjugate() * FrobeniusConstants.Gamma[5]));

    /// <summary>this² for elements of the cyclotomic subgroup, those with this^(q⁴ − q² + 1) = 1.</summary>
    /// <remarks>
    /// Granger and Scott, ePrint 2009/565, section 3.2: three squares in 𝔽q⁴ instead of two products in 𝔽q⁶.
    /// Wrong, and not noticed, for an element outside the subgroup.
    /// </remarks>
    internal Fq12 CyclotomicSquare()
    {
        // 𝔽q¹² as 𝔽q⁴[·] with 𝔽q⁴ = 𝔽q²[w³]: the pairs are the coefficients of (w⁰, w³), (w¹, w⁴), (w², w⁵).
        (Fq2 a0, Fq2 a1) = SquareInFq4(C0.C0, C1.C1);
        (Fq2 b0, Fq2 b1) = SquareInFq4(C1.C0, C0.C2);
        (Fq2 c0, Fq2 c1) = SquareInFq4(C0.C1, C1.C2);
        return new Fq12(
            new Fq6(TripleMinus(in a0, C0.C0), TripleMinus(in b0, C0.C1), TripleMinus(in c0, C0.C2)),
            new Fq6(TriplePlus(c1.MultiplyByXi(), C1.C0), TriplePlus(in a1, C1.C1), TriplePlus(in b1, C1.C2)));
    }

    /// <summary>this^x for the seed x of the curve, on the cyclotomic subgroup.</summary>
    internal Fq12 CyclotomicPowSeed()
    {
        Fq12 result = this;
        for (int bit = 61; bit >= 0; bit--)
        {
            result = result.CyclotomicSquare();
            if (((Bn254.Seed >> bit) & 1) != 0)
            {
                result *= this;
            }
        }

        return result;
    }

    /// <summary>(a + b·s)² with s² = ξ.</summary>
    private static (Fq2 Low, Fq2 High) SquareInFq4(in Fq2 a, in Fq2 b)
    {
        Fq2 aSquared = a.Square();
        Fq2 bSquared = b.Square();
        return (aSquared + bSquared.MultiplyByXi(), (a + b).Square() - aSquared - bSquared);
    }

    /// <summary>3s − 2z.</summary>
    private static Fq2 TripleMinus(in Fq2 s, in Fq2 z) => (s - z).Double() + s;

    /// <summary>3s + 2z.</summary>
    private static Fq2 TriplePlus(in Fq2 s, in Fq2 z) => (s + z).Double() + s;
}
