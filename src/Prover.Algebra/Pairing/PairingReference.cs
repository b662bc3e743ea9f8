using System.Numerics;

namespace Prover.Algebra;

/// <summary>The slow twin of <see cref="Pairing"/>: the definition, computed in 𝔽q¹² without any shortcut.</summary>
/// <remarks>
/// Affine points of E over 𝔽q¹², lines and verticals as in Miller's algorithm (Miller, "The Weil pairing, and its
/// efficient calculation", 2004), powers by square and multiply. Some hundred times slower.
/// </remarks>
public static class PairingReference
{
    /// <summary>e(P, Q), equal to <see cref="Pairing.Compute"/>.</summary>
    public static Fq12 Compute(in G1Affine p, in G2Affine q)
    {
        if (p.IsIdentity || q.IsIdentity)
        {
            return Fq12.One;
        }

        return FinalExponentiation(MillerLoop(Embed(in p), Untwist(in q)));
    }

    /// <summary>f^((q¹² − 1)/r) as one plain power.</summary>
    internal static Fq12 FinalExponentiation(in Fq12 f) => f.Pow((BigInteger.Pow(Fq.Modulus, 12) - 1) / Fr.Modulus);

    private static Fq12 MillerLoop(in Point p, in Point q)
    {
        Fq12 f = Fq12.One;
        Point t = q;
        for (int bit = (int)Bn254.LoopCount.GetBitLength() - 2; bit >= 0; bit--)
        {
            f = f.Square() * Step(ref t, t, in p);
            if (!((Bn254.LoopCount >> bit) & BigInteger.One).IsZero)
            {
                f *= Step(ref t, q, in p);
            }
        }

        Point first = new(q.X.Pow(Fq.Modulus), q.Y.Pow(Fq.Modulus));
        Point second = new(first.X.Pow(Fq.Modulus), -first.Y.Pow(Fq.Modulus));
        f *= Step(ref t, first, in p);
        return f * Step(ref t, second, in p);
    }

    /// <summary>T ← T + S; gives the line through T and S at P, divided by the vertical through T + S at P.</summary>
    private static Fq12 Step(ref Point t, Point s, in Point p)
    {
        Fq12 slope = t.X == s.X
            ? (t.X.Square().Double() + t.X.Square()) * t.Y.Double().Inverse()
            : (s.Y - t.Y) * (s.X - t.X).Inverse();
        Fq12 line = p.Y - t.Y - (slope * (p.X - t.X));
        Fq12 x = slope.Square() - t.X - s.X;
        t = new Point(x, (slope * (t.X - x)) - t.Y);
        return line * (p.X - x).Inverse();
    }

    private static Point Embed(in G1Affine p) => new(Embed(new Fq2(p.X, default)), Embed(new Fq2(p.Y, default)));

    /// <summary>(x, y) ↦ (x·w², y·w³).</summary>
    private static Point Untwist(in G2Affine q)
    {
        Fq12 w = new(default, Fq6.One);
        return new Point(Embed(q.X) * w * w, Embed(q.Y) * w * w * w);
    }

    private static Fq12 Embed(in Fq2 value) => new(new Fq6(in value, default, default), default);

    private readonly record struct Point(Fq12 X, Fq12 Y);
}
