using Prover.Algebra;

namespace Prover.Groth16.Tests;

/// <summary>Points that are almost right.</summary>
internal static class Outside
{
    /// <summary>A point of the twist that is not in G2.</summary>
    public static G2Affine OfSubgroup()
    {
        // Every other x has a point; nearly none of them is in the subgroup.
        for (ulong i = 1; ; i++)
        {
            var x = new Fq2(Fq.FromUInt64(i), Fq.Zero);
            if (TrySquareRoot((x.Square() * x) + G2Affine.B, out Fq2 y))
            {
                var point = new G2Affine(in x, in y);
                if (point.IsOnCurve() && !point.IsInSubgroupReference())
                {
                    return point;
                }
            }
        }
    }

    /// <summary>Square root in 𝔽q², q ≡ 3 (mod 4); Adj, Rodríguez-Henríquez, ePrint 2012/685, algorithm 9.</summary>
    private static bool TrySquareRoot(in Fq2 a, out Fq2 root)
    {
        Fq2 a1 = Pow(in a, (Fq.Modulus - 3) / 4);
        Fq2 x0 = a1 * a;
        Fq2 alpha = a1 * x0;
        var minusOne = new Fq2(-Fq.One, Fq.Zero);
        root = alpha == minusOne
            ? new Fq2(Fq.Zero, Fq.One) * x0
            : Pow(Fq2.One + alpha, (Fq.Modulus - 1) / 2) * x0;
        return root.Square() == a;
    }

    private static Fq2 Pow(in Fq2 value, System.Numerics.BigInteger exponent)
    {
        Fq2 result = Fq2.One;
        for (int i = (int)exponent.GetBitLength() - 1; i >= 0; i--)
        {
            result = result.Square();
            if (!(exponent >> i).IsEven)
            {
                result *= value;
            }
        }

        return result;
    }
}
