using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of G2 in Jacobian coordinates: x = X/Z², y = Y/Z³; the identity has Z = 0.</summary>
/// <remarks>192 bytes: X, Y, Z in this order. Equality is equality of points.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G2 : IGroup<G2, G2Affine>
{
    private readonly Jacobian<Fq2> _point;

    /// <summary>The point (X/Z², Y/Z³), or the identity for Z = 0; nothing is checked.</summary>
    public G2(in Fq2 x, in Fq2 y, in Fq2 z) => _point = new Jacobian<Fq2>(in x, in y, in z);

    private G2(in Jacobian<Fq2> point) => _point = point;

    /// <inheritdoc/>
    public static G2 Identity => default;

    /// <summary>The generator of <see cref="G2Affine.Generator"/>.</summary>
    public static G2 Generator => FromAffine(G2Affine.Generator);

    /// <summary>The Jacobian X.</summary>
    public Fq2 X => _point.X;

    /// <summary>The Jacobian Y.</summary>
    public Fq2 Y => _point.Y;

    /// <summary>The Jacobian Z; zero for the identity.</summary>
    public Fq2 Z => _point.Z;

    /// <inheritdoc/>
    public bool IsIdentity => _point.IsIdentity;

    /// <inheritdoc/>
    public static G2 FromAffine(in G2Affine point) => new(Jacobian<Fq2>.FromAffine(point.X, point.Y));

    /// <inheritdoc/>
    public static G2 operator +(in G2 a, in G2 b) => new(Jacobian<Fq2>.Add(in a._point, in b._point));

    /// <inheritdoc/>
    public static G2 operator +(in G2 a, in G2Affine b) => new(Jacobian<Fq2>.AddMixed(in a._point, b.X, b.Y));

    /// <inheritdoc/>
    public static G2 operator -(in G2 a, in G2 b) => a + (-b);

    /// <inheritdoc/>
    public static G2 operator -(in G2 a) => new(a._point.Negate());

    /// <summary>Equality of points.</summary>
    public static bool operator ==(in G2 a, in G2 b) => a.Equals(b);

    /// <summary>Inequality of points.</summary>
    public static bool operator !=(in G2 a, in G2 b) => !a.Equals(b);

    /// <inheritdoc/>
    /// <remarks>The result must be at least as long as the points.</remarks>
    public static void Normalize(ReadOnlySpan<G2> points, Span<G2Affine> result)
    {
        Fq2[] inverses = new Fq2[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            inverses[i] = points[i].Z;
        }

        BatchInversion.Invert<Fq2>(inverses);
        for (int i = 0; i < points.Length; i++)
        {
            (Fq2 x, Fq2 y) = points[i]._point.Scale(in inverses[i]);
            result[i] = new G2Affine(in x, in y);
        }
    }

    /// <inheritdoc/>
    public G2 Double() => new(_point.Double());

    /// <inheritdoc/>
    public G2 MultiplyVarTime(in Fr scalar) => new(_point.MultiplyVarTime(in scalar));

    /// <summary>The slow twin of the scalar product; takes any non-negative integer and does not reduce it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scalar is negative.</exception>
    public G2 MultiplyReference(BigInteger scalar) => new(_point.MultiplyReference(scalar));

    /// <inheritdoc/>
    public G2Affine ToAffine()
    {
        (Fq2 x, Fq2 y) = _point.Scale(_point.Z.Inverse());
        return new G2Affine(in x, in y);
    }

    /// <inheritdoc/>
    public bool Equals(G2 other) => _point.IsSamePoint(in other._point);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is G2 other && Equals(other);

    /// <inheritdoc/>
    /// <remarks>Costs an inversion, since equal points may have different coordinates.</remarks>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine form as text.</summary>
    public override string ToString() => ToAffine().ToString();
}
