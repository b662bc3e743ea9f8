namespace Prover.Algebra;

/// <summary>The running multiple T of Q, homogeneous (x = X/Z, y = Y/Z), and the lines it draws.</summary>
/// <remarks>
/// A line through points of the twist, moved to E by the untwist and evaluated at P, is a + b·w + c·w³ up to a factor
/// in 𝔽q², which the final exponentiation removes. Source: Aranha, Karabina, Longa, Gebotys, López, ePrint 2010/526,
/// section 4; Costello, Lange, Naehrig, ePrint 2009/615.
/// </remarks>
internal struct MillerPoint
{
    public readonly G2Affine Q;

    private static readonly Fq s_half = Fq.FromUInt64(2).Inverse();

    private readonly G1Affine _p;
    private Fq2 _x;
    private Fq2 _y;
    private Fq2 _z;

    /// <summary>Starts with T = Q; neither point may be the identity.</summary>
    public MillerPoint(in G1Affine p, in G2Affine q)
    {
        Q = q;
        _p = p;
        _x = q.X;
        _y = q.Y;
        _z = Fq2.One;
    }

    /// <summary>T ← 2T; gives f times the tangent at T.</summary>
    /// <remarks>Tangent, scaled by −2YZ: −2YZ·yₚ + 3X²·xₚ·w + (3b′Z² − Y²)·w³.</remarks>
    public Fq12 Double(in Fq12 f)
    {
        Fq2 a = _x * _y * s_half;
        Fq2 b = _y.Square();
        Fq2 c = _z.Square();
        Fq2 e = G2Affine.B * (c.Double() + c);
        Fq2 threeE = e.Double() + e;
        Fq2 g = (b + threeE) * s_half;
        Fq2 h = (_y + _z).Square() - b - c;
        Fq2 xSquared = _x.Square();
        Fq2 eSquared = e.Square();
        _x = a * (b - threeE);
        _y = g.Square() - (eSquared.Double() + eSquared);
        _z = b * h;
        return f.MultiplyByLine(-h * _p.Y, (xSquared.Double() + xSquared) * _p.X, e - b);
    }

    /// <summary>T ← T + S; gives f times the line through T and S. T ≠ ±S.</summary>
    /// <remarks>
    /// With θ = Y − y·Z and λ = X − x·Z the slope is θ/λ; the line, scaled by λ: λ·yₚ − θ·xₚ·w + (θx − λy)·w³.
    /// For Q of order r the multiples in the loop never meet ±S.
    /// </remarks>
    public Fq12 Add(in Fq12 f, in G2Affine s)
    {
        Fq2 theta = _y - (s.Y * _z);
        Fq2 lambda = _x - (s.X * _z);
        Fq2 d = lambda.Square();
        Fq2 e = lambda * d;
        Fq2 g = _x * d;
        Fq2 h = e + (_z * theta.Square()) - g.Double();
        _x = lambda * h;
        _y = (theta * (g - h)) - (e * _y);
        _z *= e;
        return f.MultiplyByLine(lambda * _p.Y, -theta * _p.X, (theta * s.X) - (lambda * s.Y));
    }
}
