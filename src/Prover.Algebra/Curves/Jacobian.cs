using System.Numerics;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of y² = x³ + b in Jacobian coordinates: x = X/Z², y = Y/Z³; the identity has Z = 0.</summary>
/// <remarks>
/// The constant b enters no formula. Every method is variable time in the coincidences P = ±Q and P = O.
/// Source: Bernstein and Lange, Explicit-Formulas Database, short Weierstrass curves with a = 0, Jacobian coordinates.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Jacobian<TField>
    where TField : struct, IField<TField>
{
    public readonly TField X;
    public readonly TField Y;
    public readonly TField Z;

    public Jacobian(in TField x, in TField y, in TField z)
    {
        X = x;
        Y = y;
        Z = z;
    }

    public bool IsIdentity => Z.IsZero;

    /// <summary>(0, 0) becomes the identity, everything else gets Z = 1.</summary>
    public static Jacobian<TField> FromAffine(in TField x, in TField y) =>
        x.IsZero && y.IsZero ? default : new Jacobian<TField>(in x, in y, TField.One);

    /// <summary>P + Q; formula add-2007-bl, 11M + 5S.</summary>
    public static Jacobian<TField> Add(in Jacobian<TField> p, in Jacobian<TField> q)
    {
        if (p.IsIdentity)
        {
            return q;
        }

        if (q.IsIdentity)
        {
            return p;
        }

        TField z1Squared = p.Z.Square();
        TField z2Squared = q.Z.Square();
        TField u1 = p.X * z2Squared;
        TField u2 = q.X * z1Squared;
        TField s1 = p.Y * (q.Z * z2Squared);
        TField s2 = q.Y * (p.Z * z1Squared);
        TField h = u2 - u1;
        TField halfR = s2 - s1;
        if (h.IsZero)
        {
            return halfR.IsZero ? p.Double() : default;
        }

        TField z = ((p.Z + q.Z).Square() - z1Squared - z2Squared) * h;
        return Finish(in u1, in s1, in h, halfR.Double(), in z);
    }

    /// <summary>P + (x, y) with (0, 0) as the identity; formula madd-2007-bl, 7M + 4S.</summary>
    public static Jacobian<TField> AddMixed(in Jacobian<TField> p, in TField x, in TField y)
    {
        if (x.IsZero && y.IsZero)
        {
            return p;
        }

        if (p.IsIdentity)
        {
            return new Jacobian<TField>(in x, in y, TField.One);
        }

        TField zSquared = p.Z.Square();
        TField h = (x * zSquared) - p.X;
        TField halfR = (y * (p.Z * zSquared)) - p.Y;
        if (h.IsZero)
        {
            return halfR.IsZero ? p.Double() : default;
        }

        TField z = (p.Z * h).Double();
        return Finish(in p.X, in p.Y, in h, halfR.Double(), in z);
    }

    /// <summary>2P; formula dbl-2009-l, 2M + 5S. No point of order 2 exists on either curve.</summary>
    public Jacobian<TField> Double()
    {
        TField a = X.Square();
        TField b = Y.Square();
        TField c = b.Square();
        TField d = ((X + b).Square() - a - c).Double();
        TField e = a.Double() + a;
        TField x = e.Square() - d.Double();
        TField y = (e * (d - x)) - c.Double().Double().Double();
        return new Jacobian<TField>(in x, in y, (Y * Z).Double());
    }

    public Jacobian<TField> Negate() => new(in X, -Y, in Z);

    /// <summary>Equality of points: cross-multiplied coordinates.</summary>
    public bool IsSamePoint(in Jacobian<TField> other)
    {
        if (IsIdentity || other.IsIdentity)
        {
            return IsIdentity == other.IsIdentity;
        }

        TField z1Squared = Z.Square();
        TField z2Squared = other.Z.Square();
        return (X * z2Squared).Equals(other.X * z1Squared)
            && (Y * z2Squared * other.Z).Equals(other.Y * z1Squared * Z);
    }

    /// <summary>scalar · P by fixed windows of four bits: 252 doublings, at most 78 sums.</summary>
    public Jacobian<TField> MultiplyVarTime(in Fr scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.CopyCanonical(limbs);
        Jacobian<TField>[] multiples = new Jacobian<TField>[16];
        for (int i = 1; i < multiples.Length; i++)
        {
            multiples[i] = Add(in multiples[i - 1], in this);
        }

        Jacobian<TField> sum = default;
        for (int window = 63; window >= 0; window--)
        {
            sum = sum.IsIdentity ? sum : sum.Double().Double().Double().Double();
            ulong digit = (limbs[window >> 4] >> (4 * (window & 15))) & 15;
            sum = Add(in sum, in multiples[digit]);
        }

        limbs.Clear();
        return sum;
    }

    /// <summary>The slow twin: double and add, for any non-negative integer (not reduced modulo r).</summary>
    public Jacobian<TField> MultiplyReference(BigInteger scalar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scalar);
        Jacobian<TField> sum = default;
        for (long i = (long)scalar.GetBitLength() - 1; i >= 0; i--)
        {
            sum = sum.Double();
            if (!((scalar >> (int)i) & BigInteger.One).IsZero)
            {
                sum = Add(in sum, in this);
            }
        }

        return sum;
    }

    /// <summary>x = X·w², y = Y·w³ for w = 1/Z; w = 0 gives the identity (0, 0).</summary>
    public (TField X, TField Y) Scale(in TField inverseOfZ)
    {
        TField square = inverseOfZ.Square();
        return (X * square, Y * square * inverseOfZ);
    }

    /// <summary>The part that both sums share: r = 2(S₂ − S₁), I = (2H)², J = H·I, V = U₁·I.</summary>
    private static Jacobian<TField> Finish(
        in TField u1, in TField s1, in TField h, in TField r, in TField z)
    {
        TField i = h.Double().Square();
        TField j = h * i;
        TField v = u1 * i;
        TField x = r.Square() - j - v.Double();
        TField y = (r * (v - x)) - (s1 * j).Double();
        return new Jacobian<TField>(in x, in y, in z);
    }
}
