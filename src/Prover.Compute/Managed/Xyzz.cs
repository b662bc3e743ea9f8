using Prover.Algebra;

namespace Prover.Compute;

/// <summary>A point in extended Jacobian coordinates: x = X/ZZ, y = Y/ZZZ with ZZ³ = ZZZ²; the identity has ZZ =
/// 0.</summary>
/// <remarks>
/// The cheapest form to add affine points to. Formulas madd-2008-s, dbl-2008-s-1 and mdbl-2008-s-1 of the
/// Explicit-Formulas Database (Sutherland) for a = 0. Every operation is complete: equal, opposite and identity
/// operands are told apart by branches, so that its time depends on such coincidences.
/// </remarks>
internal struct Xyzz<TField>
    where TField : struct, IField<TField>
{
    private TField _x;
    private TField _y;
    private TField _zz;
    private TField _zzz;

    /// <summary>True for the neutral element.</summary>
    public readonly bool IsIdentity => _zz.IsZero;

    /// <summary>This ← this + (x, y). 8M + 2S. The point is not the identity.</summary>
    public void AddAffine(in TField x, in TField y)
    {
        if (IsIdentity)
        {
            _x = x;
            _y = y;
            _zz = TField.One;
            _zzz = TField.One;
            return;
        }

        TField p = (x * _zz) - _x;
        TField r = (y * _zzz) - _y;
        if (p.IsZero)
        {
            // Same x: the same point, or the opposite one.
            this = r.IsZero ? DoubleAffine(in x, in y) : default;
            return;
        }

        (TField pp, TField ppp) = Finish(in p, in r, in _x, in _y);
        _zz *= pp;
        _zzz *= ppp;
    }

    /// <summary>2·this. 6M + 4S; the identity stays.</summary>
    public readonly Xyzz<TField> Doubled()
    {
        TField u = _y.Double();
        TField v = u.Square();
        TField w = u * v;
        TField s = _x * v;
        TField xx = _x.Square();
        TField m = xx.Double() + xx;
        TField x3 = m.Square() - s.Double();
        return new Xyzz<TField>
        {
            _x = x3,
            _y = (m * (s - x3)) - (w * _y),
            _zz = v * _zz,
            _zzz = w * _zzz,
        };
    }

    /// <summary>The affine coordinates; (0, 0) for the identity. One inversion.</summary>
    public readonly (TField X, TField Y) ToAffine()
    {
        // 1/ZZ = (ZZ/ZZZ)²: with Z = ZZZ/ZZ, 1/Z = ZZ/ZZZ.
        TField inverse = _zzz.Inverse();
        TField z = _zz * inverse;
        return (_x * z.Square(), _y * inverse);
    }

    private static Xyzz<TField> DoubleAffine(in TField x, in TField y)
    {
        var point = new Xyzz<TField> { _x = x, _y = y, _zz = TField.One, _zzz = TField.One };
        return point.Doubled();
    }

    /// <summary>Sets X and Y of the sum from P = U₂ − U₁, R = S₂ − S₁, U₁ and S₁; gives P² and P³.</summary>
    private (TField Square, TField Cube) Finish(in TField p, in TField r, in TField u1, in TField s1)
    {
        TField pp = p.Square();
        TField ppp = p * pp;
        TField q = u1 * pp;
        TField x3 = r.Square() - ppp - q.Double();
        TField y3 = (r * (q - x3)) - (s1 * ppp);
        _x = x3;
        _y = y3;
        return (pp, ppp);
    }
}
