using System.Numerics;

namespace Prover.Algebra;

/// <summary>Square roots in 𝔽r, r − 1 = 2²⁸·t with t odd.</summary>
/// <remarks>Tonelli–Shanks; source: Cohen, "A Course in Computational Algebraic Number Theory", algorithm
/// 1.5.1.</remarks>
internal static class FrSquareRoot
{
    private const int TwoAdicity = 28;

    private static readonly BigInteger OddPart = (Fr.Modulus - 1) >> TwoAdicity;

    /// <summary>A generator of the group of 2²⁸-th roots of unity: 5 generates the whole multiplicative
    /// group.</summary>
    private static readonly Fr Root = Fr.FromUInt64(5).Pow(OddPart);

    /// <summary>The root in [0, (r − 1)/2]; false if there is none. Time depends on the value.</summary>
    public static bool TryComputeVarTime(in Fr value, out Fr root)
    {
        // Invariant: x² = value·b, b has order 2^k dividing 2^(m−1) if value is a square, y generates order 2^m.
        Fr x = value.Pow((OddPart + 1) / 2);
        Fr b = value.Pow(OddPart);
        Fr y = Root;
        int m = TwoAdicity;
        while (!b.IsZero && b != Fr.One)
        {
            int k = OrderLog(b);
            if (k >= m)
            {
                root = default;
                return false;
            }

            Fr t = y;
            for (int i = 0; i < m - k - 1; i++)
            {
                t = t.Square();
            }

            y = t.Square();
            x *= t;
            b *= y;
            m = k;
        }

        root = IsLarge(in x) ? -x : x;
        return true;
    }

    /// <summary>True for values above (r − 1)/2: circomlib's sign of an x coordinate.</summary>
    public static bool IsLarge(in Fr value) => value.ToBigInteger() > (Fr.Modulus - 1) / 2;

    /// <summary>The k with b^(2^k) = 1 first; b has order a power of two, at most 2²⁸.</summary>
    private static int OrderLog(Fr b)
    {
        int k = 0;
        while (b != Fr.One)
        {
            b = b.Square();
            k++;
        }

        return k;
    }
}
