using System.Numerics;

namespace Prover.Algebra;

/// <summary>The Miller loops of several optimal ate pairings, run together.</summary>
/// <remarks>
/// f_{6x+2,Q}(P) · l_{[6x+2]Q, πQ}(P) · l_{[6x+2]Q + πQ, −π²Q}(P): Vercauteren, ePrint 2008/096, section 4.
/// The loop count is walked in signed digits. Vertical lines lie in 𝔽q⁶ and are left out: the final exponentiation
/// sends them to 1.
/// </remarks>
internal static class MillerLoop
{
    /// <summary>6x + 2 in non-adjacent form, least significant digit first; the top digit is 1.</summary>
    private static readonly sbyte[] s_digits = NonAdjacentForm(Bn254.LoopCount);

    /// <summary>The product of the unreduced pairings; pairs with an identity count as 1.</summary>
    public static Fq12 Product(ReadOnlySpan<(G1Affine P, G2Affine Q)> pairs)
    {
        MillerPoint[] points = Start(pairs);
        Fq12 f = Fq12.One;
        for (int i = s_digits.Length - 2; i >= 0; i--)
        {
            f = f.Square();
            for (int k = 0; k < points.Length; k++)
            {
                f = points[k].Double(in f);
                f = s_digits[i] switch
                {
                    1 => points[k].Add(in f, in points[k].Q),
                    -1 => points[k].Add(in f, -points[k].Q),
                    _ => f,
                };
            }
        }

        for (int k = 0; k < points.Length; k++)
        {
            G2Affine first = points[k].Q.Frobenius();
            f = points[k].Add(in f, in first);
            f = points[k].Add(in f, -first.Frobenius());
        }

        return f;
    }

    private static MillerPoint[] Start(ReadOnlySpan<(G1Affine P, G2Affine Q)> pairs)
    {
        MillerPoint[] points = new MillerPoint[pairs.Length];
        int count = 0;
        foreach ((G1Affine p, G2Affine q) in pairs)
        {
            if (!p.IsIdentity && !q.IsIdentity)
            {
                points[count++] = new MillerPoint(in p, in q);
            }
        }

        return points[..count];
    }

    private static sbyte[] NonAdjacentForm(BigInteger value)
    {
        List<sbyte> digits = [];
        while (!value.IsZero)
        {
            sbyte digit = value.IsEven ? (sbyte)0 : (sbyte)(2 - (int)(value % 4));
            digits.Add(digit);
            value = (value - digit) / 2;
        }

        return [.. digits];
    }
}
