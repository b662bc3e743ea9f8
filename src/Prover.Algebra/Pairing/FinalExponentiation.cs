namespace Prover.Algebra;

/// <summary>f^((q¹² − 1)/r), which makes a pairing value unique.</summary>
/// <remarks>
/// (q¹² − 1)/r = (q⁶ − 1) · (q² + 1) · ((q⁴ − q² + 1)/r). The last factor is written to base q with coefficients
/// that are polynomials in the seed: Scott, Benger, Charlemagne, Dominguez Perez, Kachisa, ePrint 2008/490, section 6.
/// It is the exact power, not a multiple of it, so that values agree with the slow twin.
/// </remarks>
internal static class FinalExponentiation
{
    /// <summary>f^((q¹² − 1)/r); zero gives zero.</summary>
    public static Fq12 Raise(in Fq12 f)
    {
        Fq12 g = f.Conjugate() * f.Inverse();
        return Hard(g.Frobenius().Frobenius() * g);
    }

    /// <summary>f^((q⁴ − q² + 1)/r) on the cyclotomic subgroup, where the conjugate is the inverse.</summary>
    private static Fq12 Hard(in Fq12 f)
    {
        Fq12 fx = f.CyclotomicPowSeed();
        Fq12 fx2 = fx.CyclotomicPowSeed();
        Fq12 fx3 = fx2.CyclotomicPowSeed();
        Fq12 fq = f.Frobenius();
        Fq12 fq2 = fq.Frobenius();

        Fq12 y0 = fq * fq2 * fq2.Frobenius();
        Fq12 y1 = f.Conjugate();
        Fq12 y2 = fx2.Frobenius().Frobenius();
        Fq12 y3 = fx.Frobenius().Conjugate();
        Fq12 y4 = (fx * fx2.Frobenius()).Conjugate();
        Fq12 y5 = fx2.Conjugate();
        Fq12 y6 = (fx3 * fx3.Frobenius()).Conjugate();
        return Combine(in y0, in y1, in y2, in y3, in y4, in y5, in y6);
    }

    /// <summary>y₀·y₁²·y₂⁶·y₃¹²·y₄¹⁸·y₅³⁰·y₆³⁶ by a vectorial addition chain (same source).</summary>
    private static Fq12 Combine(
        in Fq12 y0, in Fq12 y1, in Fq12 y2, in Fq12 y3, in Fq12 y4, in Fq12 y5, in Fq12 y6)
    {
        Fq12 t0 = y6.CyclotomicSquare() * y4 * y5;      // y₄ y₅ y₆²
        Fq12 t1 = y3 * y5 * t0;                         // y₃ y₄ y₅² y₆²
        t0 *= y2;                                       // y₂ y₄ y₅ y₆²
        t1 = t1.CyclotomicSquare() * t0;                // y₂ y₃² y₄³ y₅⁵ y₆⁶
        t1 = t1.CyclotomicSquare();                     // y₂² y₃⁴ y₄⁶ y₅¹⁰ y₆¹²
        t0 = t1 * y1;
        t1 *= y0;
        return t0.CyclotomicSquare() * t1;              // y₀ y₁² y₂⁶ y₃¹² y₄¹⁸ y₅³⁰ y₆³⁶
    }
}
