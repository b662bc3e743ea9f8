using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Multiples of B₈/2 for the fixed-base gadget: points for hints, interpolation coefficients for
/// constraints.</summary>
internal sealed class FixedBaseTable
{
    /// <summary>Windows of three digits; the two highest of the 251 digits are apart.</summary>
    public const int Windows = (SignedDigits.Count - 1) / 3;

    private static readonly Lazy<FixedBaseTable> Made = new(() => new FixedBaseTable());

    private readonly BabyPoint[] _points = new BabyPoint[4 * Windows];
    private readonly Fr[] _u = new Fr[4 * Windows];
    private readonly Fr[] _v = new Fr[4 * Windows];

    private FixedBaseTable()
    {
        // B₈/2: twice it is B₈.
        BabyPoint half = BabyJubjub.MultiplyVarTime(BabyJubjub.Base8, (BabyJubjub.SubgroupOrder + 1) / 2);
        Fr[] interpolation = InverseVandermonde();
        BabyPoint one = half;
        for (int window = 0; window < Windows; window++)
        {
            BabyPoint two = BabyJubjub.Double(in one);
            Span<BabyPoint> points = _points.AsSpan(4 * window, 4);
            points[0] = one;
            for (int j = 1; j < 4; j++)
            {
                points[j] = BabyJubjub.Add(points[j - 1], in two);
            }

            Interpolate(interpolation, points, _u.AsSpan(4 * window, 4), _v.AsSpan(4 * window, 4));
            one = BabyJubjub.Double(BabyJubjub.Double(in two));
        }

        Starts = MakeStarts(in half, in one);
        (StartU, StartV) = StartCoefficients(Starts);
    }

    /// <summary>The table; made on first use.</summary>
    public static FixedBaseTable Instance => Made.Value;

    /// <summary>Where the chain starts, for (σ, c) = (+, 0), (−, 0), (+, 1), (−, 1): σ(1 + 2c)·2^249·B₈/2 − B₈/2 −
    /// T₄.</summary>
    public BabyPoint[] Starts { get; }

    /// <summary>u of the start over (1, σ, c, σc).</summary>
    public Fr[] StartU { get; }

    /// <summary>v of the start over (1, σ, c, σc).</summary>
    public Fr[] StartV { get; }

    /// <summary>d·8^window·B₈/2 for odd d, |d| ≤ 7.</summary>
    public BabyPoint Point(int window, int d)
    {
        BabyPoint point = _points[(4 * window) + (Math.Abs(d) / 2)];
        return d < 0 ? BabyJubjub.Negate(in point) : point;
    }

    /// <summary>u of d·8^window·B₈/2 over (1, d², d⁴, d⁶).</summary>
    public ReadOnlySpan<Fr> U(int window) => _u.AsSpan(4 * window, 4);

    /// <summary>v/d of d·8^window·B₈/2 over (1, d², d⁴, d⁶): v is odd in d.</summary>
    public ReadOnlySpan<Fr> VOverD(int window) => _v.AsSpan(4 * window, 4);

    private static void Interpolate(Fr[] inverse, ReadOnlySpan<BabyPoint> points, Span<Fr> u, Span<Fr> v)
    {
        MontgomeryValue[] values = ToMontgomery(points);
        Fr[] us = new Fr[4];
        Fr[] vs = new Fr[4];
        for (int j = 0; j < 4; j++)
        {
            us[j] = values[j].U;
            vs[j] = values[j].V * Fr.FromUInt64((ulong)((2 * j) + 1)).Inverse();
        }

        for (int k = 0; k < 4; k++)
        {
            for (int j = 0; j < 4; j++)
            {
                u[k] += inverse[(4 * k) + j] * us[j];
                v[k] += inverse[(4 * k) + j] * vs[j];
            }
        }
    }

    /// <summary>Element (k, j): the coefficient of xᵏ of the Lagrange polynomial of node j; the nodes are 1, 9, 25,
    /// 49.</summary>
    private static Fr[] InverseVandermonde()
    {
        Fr[] nodes = [.. new ulong[] { 1, 9, 25, 49 }.Select(Fr.FromUInt64)];
        Fr[] inverse = new Fr[16];
        for (int j = 0; j < 4; j++)
        {
            Fr[] polynomial = [Fr.One, Fr.Zero, Fr.Zero, Fr.Zero];
            Fr scale = Fr.One;
            for (int i = 0, degree = 0; i < 4; i++)
            {
                if (i != j)
                {
                    MultiplyByRoot(polynomial, ++degree, in nodes[i]);
                    scale *= nodes[j] - nodes[i];
                }
            }

            for (int k = 0; k < 4; k++)
            {
                inverse[(4 * k) + j] = polynomial[k] * scale.Inverse();
            }
        }

        return inverse;
    }

    /// <summary>polynomial ← polynomial·(x − root), of the given degree afterwards.</summary>
    private static void MultiplyByRoot(Fr[] polynomial, int degree, in Fr root)
    {
        for (int k = degree; k >= 0; k--)
        {
            polynomial[k] = (k > 0 ? polynomial[k - 1] : Fr.Zero) - (root * polynomial[k]);
        }
    }

    private static BabyPoint[] MakeStarts(in BabyPoint half, in BabyPoint top)
    {
        BabyPoint offset = BabyJubjub.Negate(BabyJubjub.Add(in half, MontgomeryCurve.T4));
        BabyPoint three = BabyJubjub.Add(BabyJubjub.Double(in top), in top);
        BabyPoint[] multiples = [top, BabyJubjub.Negate(in top), three, BabyJubjub.Negate(in three)];
        return [.. multiples.Select(point => BabyJubjub.Add(in point, in offset))];
    }

    /// <summary>Four values at (±1, 0), (±1, 1) as a combination of 1, σ, c, σc.</summary>
    private static (Fr[] U, Fr[] V) StartCoefficients(BabyPoint[] starts)
    {
        MontgomeryValue[] values = ToMontgomery(starts);
        return (Over([.. values.Select(p => p.U)]), Over([.. values.Select(p => p.V)]));
    }

    private static Fr[] Over(Fr[] at)
    {
        Fr half = Fr.FromUInt64(2).Inverse();
        Fr even0 = (at[0] + at[1]) * half;
        Fr odd0 = (at[0] - at[1]) * half;
        Fr even1 = (at[2] + at[3]) * half;
        Fr odd1 = (at[2] - at[3]) * half;
        return [even0, odd0, even1 - even0, odd1 - odd0];
    }

    private static MontgomeryValue[] ToMontgomery(ReadOnlySpan<BabyPoint> points)
    {
        BabyProjective[] projective = new BabyProjective[points.Length];
        for (int i = 0; i < projective.Length; i++)
        {
            projective[i] = BabyProjective.From(in points[i]);
        }

        return MontgomeryCurve.FromEdwards(projective);
    }
}
