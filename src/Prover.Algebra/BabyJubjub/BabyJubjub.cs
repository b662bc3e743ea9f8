using System.Globalization;
using System.Numerics;

namespace Prover.Algebra;

/// <summary>Baby Jubjub: the twisted Edwards curve a·x² + y² = 1 + d·x²·y² over 𝔽r.</summary>
/// <remarks>
/// a = 168700, d = 168696; 8ℓ points; every point of order ℓ is a multiple of <see cref="Base8"/>. a is a square and d
/// is not, so the addition law has no exceptions. Coordinates and packing as in circomlib.
/// Source: Bellés-Muñoz, Whitehat, Baylina, Daza, Muñoz-Tapia, "Twisted Edwards Elliptic Curves for Zero-Knowledge
/// Circuits"; ERC-2494.
/// </remarks>
public static partial class BabyJubjub
{
    /// <summary>a = 168700.</summary>
    public static Fr A { get; } = Fr.FromUInt64(168700);

    /// <summary>d = 168696.</summary>
    public static Fr D { get; } = Fr.FromUInt64(168696);

    /// <summary>ℓ, the prime order of the large subgroup; below 2^251; 8ℓ is a little above r.</summary>
    public static BigInteger SubgroupOrder { get; } = BigInteger.Parse(
        "2736030358979909402780800718157159386076813972158567259200215660948447373041", CultureInfo.InvariantCulture);

    /// <summary>The generator of the curve group, of order 8ℓ.</summary>
    public static BabyPoint Generator { get; } = new(
        Fr.Parse("995203441582195749578291179787384436505546430278305826713579947235728471134"),
        Fr.Parse("5472060717959818805561601436314318772137091100104008585924551046643952123905"));

    /// <summary>B₈ = 8·<see cref="Generator"/>, of order ℓ: the base of signatures.</summary>
    public static BabyPoint Base8 { get; } = new(
        Fr.Parse("5299619240641551281634865583518297030282874472190772894086521144482721001553"),
        Fr.Parse("16950150798460657717958625567821834550301663161624707787222815936182638968203"));

    /// <summary>True if the coordinates satisfy the curve equation.</summary>
    public static bool IsOnCurve(in BabyPoint point)
    {
        Fr x2 = point.X.Square();
        Fr y2 = point.Y.Square();
        return (A * x2) + y2 == Fr.One + (D * x2 * y2);
    }

    /// <summary>True for points on the curve whose order divides ℓ; the identity is one of them.</summary>
    public static bool IsInSubgroup(in BabyPoint point) =>
        IsOnCurve(in point) && MultiplyVarTime(in point, SubgroupOrder).IsIdentity;

    /// <summary>p + q for points on the curve, by the affine law; one inversion.</summary>
    public static BabyPoint Add(in BabyPoint p, in BabyPoint q)
    {
        Fr product = D * p.X * q.X * p.Y * q.Y;
        Fr plus = Fr.One + product;
        Fr minus = Fr.One - product;

        // 1/(1+π) = (1−π)/((1+π)(1−π)) and the other way round; neither is ever zero on the curve.
        Fr inverse = (plus * minus).Inverse();
        Fr x = ((p.X * q.Y) + (p.Y * q.X)) * inverse * minus;
        Fr y = ((p.Y * q.Y) - (A * p.X * q.X)) * inverse * plus;
        return new BabyPoint(x, y);
    }

    /// <summary>2p for a point on the curve.</summary>
    public static BabyPoint Double(in BabyPoint p) => Add(in p, in p);

    /// <summary>−p.</summary>
    public static BabyPoint Negate(in BabyPoint p) => new(-p.X, p.Y);

    /// <summary>k·p for a point on the curve, k being the canonical value of <paramref name="scalar"/> in [0,
    /// r).</summary>
    /// <remarks>The same sequence of field operations and memory accesses for every scalar.</remarks>
    public static BabyPoint Multiply(in BabyPoint p, in Fr scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.CopyCanonical(limbs);
        BabyPoint result = Multiply(in p, limbs).ToAffine();
        limbs.Clear();
        return result;
    }

    /// <summary>k·p for a point on the curve and any k ≥ 0 that is no secret.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scalar is negative.</exception>
    public static BabyPoint MultiplyVarTime(in BabyPoint p, BigInteger scalar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scalar);
        return MultiplyProjectiveVarTime(in p, scalar).ToAffine();
    }

    /// <summary>k·p by double-and-add-always over the 256 bits of k (limbs least significant first).</summary>
    internal static BabyProjective Multiply(in BabyPoint p, ReadOnlySpan<ulong> scalar)
    {
        BabyProjective point = BabyProjective.From(in p);
        BabyProjective result = BabyProjective.Identity;
        for (int i = 255; i >= 0; i--)
        {
            result = BabyProjective.Double(in result);
            BabyProjective sum = BabyProjective.Add(in result, in point);
            BabyProjective.ConditionalMove(ref result, in sum, 0UL - ((scalar[i / 64] >> (i % 64)) & 1));
        }

        return result;
    }

    /// <summary>k·p by double and add; k ≥ 0.</summary>
    internal static BabyProjective MultiplyProjectiveVarTime(in BabyPoint p, BigInteger scalar)
    {
        BabyProjective point = BabyProjective.From(in p);
        BabyProjective result = BabyProjective.Identity;
        for (long i = (long)scalar.GetBitLength() - 1; i >= 0; i--)
        {
            result = BabyProjective.Double(in result);
            if (!((scalar >> (int)i) & BigInteger.One).IsZero)
            {
                result = BabyProjective.Add(in result, in point);
            }
        }

        return result;
    }
}
