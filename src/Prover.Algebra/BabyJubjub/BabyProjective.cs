using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of Baby Jubjub as (X : Y : Z), x = X/Z, y = Y/Z, Z ≠ 0.</summary>
/// <remarks>
/// Source: Bernstein, Birkner, Joye, Lange, Peters, "Twisted Edwards Curves", ePrint 2008/013, section 6. The addition
/// is complete because a is a square and d is not: no case apart, so no branch on the values. Slow twin:
/// <see cref="BabyJubjub.Add"/> on affine points.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct BabyProjective(in Fr x, in Fr y, in Fr z)
{
    private readonly Fr _x = x;
    private readonly Fr _y = y;
    private readonly Fr _z = z;

    /// <summary>The neutral element (0 : 1 : 1).</summary>
    public static BabyProjective Identity => new(Fr.Zero, Fr.One, Fr.One);

    /// <summary>X.</summary>
    public Fr X => _x;

    /// <summary>Y.</summary>
    public Fr Y => _y;

    /// <summary>Z.</summary>
    public Fr Z => _z;

    /// <summary>The affine point with Z = 1.</summary>
    public static BabyProjective From(in BabyPoint point) => new(point.X, point.Y, Fr.One);

    /// <summary>p + q; 12 products and one by d, one by a.</summary>
    public static BabyProjective Add(in BabyProjective p, in BabyProjective q)
    {
        Fr a = p._z * q._z;
        Fr b = a.Square();
        Fr c = p._x * q._x;
        Fr d = p._y * q._y;
        Fr e = BabyJubjub.D * c * d;
        Fr f = b - e;
        Fr g = b + e;
        Fr cross = ((p._x + p._y) * (q._x + q._y)) - c - d;
        return new BabyProjective(a * f * cross, a * g * (d - (BabyJubjub.A * c)), f * g);
    }

    /// <summary>2p; 7 products and one by a.</summary>
    public static BabyProjective Double(in BabyProjective p)
    {
        Fr b = (p._x + p._y).Square();
        Fr c = p._x.Square();
        Fr d = p._y.Square();
        Fr e = BabyJubjub.A * c;
        Fr f = e + d;
        Fr j = f - p._z.Square().Double();
        return new BabyProjective((b - c - d) * j, f * (e - d), f * j);
    }

    /// <summary>Replaces target by source if mask is all ones; mask is 0 or all ones. Same time for both.</summary>
    internal static void ConditionalMove(ref BabyProjective target, in BabyProjective source, ulong mask)
    {
        Span<ulong> to = MemoryMarshal.Cast<BabyProjective, ulong>(new Span<BabyProjective>(ref target));
        ReadOnlySpan<ulong> from =
            MemoryMarshal.Cast<BabyProjective, ulong>(new ReadOnlySpan<BabyProjective>(in source));
        for (int i = 0; i < to.Length; i++)
        {
            to[i] ^= (to[i] ^ from[i]) & mask;
        }
    }

    /// <summary>Equality as points.</summary>
    public bool Same(in BabyProjective other) =>
        _x * other._z == other._x * _z && _y * other._z == other._y * _z;

    /// <summary>The affine point; one inversion.</summary>
    public BabyPoint ToAffine()
    {
        Fr inverse = _z.Inverse();
        return new BabyPoint(_x * inverse, _y * inverse);
    }
}
