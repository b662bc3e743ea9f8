using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Baby Jubjub in Montgomery form, v² = u³ + A·u² + u, and the way there and back.</summary>
/// <remarks>
/// u = (1 + y)/(1 − y), v = u/x; x = u/v, y = (u − 1)/(u + 1). A = 2(a + d)/(a − d) = 168698; the coefficient of v²,
/// 4/(a − d), is 1. The identity has no affine coordinates here; T₂ = (0, −1), of order 2, becomes (0, 0).
/// The group is cyclic of order 8ℓ, ℓ prime. Source: ePrint 2008/013, section 3.
/// </remarks>
internal static class MontgomeryCurve
{
    /// <summary>A = 168698.</summary>
    public static readonly Fr A = Fr.FromUInt64(168698);

    /// <summary>T₄ = (1/√a, 0) in Edwards form, a point of order 4; of the two roots the smaller.</summary>
    public static readonly BabyPoint T4 = FindT4();

    /// <summary>√a.</summary>
    public static readonly Fr RootOfA = BabyJubjub.A * T4.X;

    /// <summary>T₂ = (0, −1) in Edwards form.</summary>
    public static BabyPoint T2 => new(Fr.Zero, -Fr.One);

    /// <summary>The Edwards form of (u, v), without a division; meaningless but harmless for a pair off the
    /// curve.</summary>
    public static BabyProjective ToEdwards(in Fr u, in Fr v) =>
        new(u * (u + Fr.One), (u - Fr.One) * v, v * (u + Fr.One));

    /// <summary>(u, v) of every point; the identity becomes (0, 0) like T₂. One inversion for all.</summary>
    public static MontgomeryValue[] FromEdwards(ReadOnlySpan<BabyProjective> points)
    {
        // u = (Z + Y)/(Z − Y), v = u·Z/X, over the common denominator (Z − Y)·X. It is 0 for T₂ (X = 0), where u = v =
        // 0 is right, because the inverse of 0 comes out as 0.
        Fr[] inverses = new Fr[points.Length];
        for (int i = 0; i < inverses.Length; i++)
        {
            inverses[i] = (points[i].Z - points[i].Y) * points[i].X;
        }

        BatchInversion.Invert<Fr>(inverses);
        MontgomeryValue[] result = new MontgomeryValue[points.Length];
        for (int i = 0; i < result.Length; i++)
        {
            Fr top = (points[i].Z + points[i].Y) * inverses[i];
            result[i] = new MontgomeryValue(top * points[i].X, top * points[i].Z);
        }

        return result;
    }

    private static BabyPoint FindT4()
    {
        _ = BabyJubjub.TryRecoverX(Fr.Zero, out Fr x);
        return new BabyPoint(x, Fr.Zero);
    }
}
