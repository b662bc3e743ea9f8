using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of G1 in Jacobian coordinates: x = X/Z², y = Y/Z³; the identity has Z = 0.</summary>
/// <remarks>96 bytes: X, Y, Z in this order. Equality is equality of points.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G1 : IGroup<G1, G1Affine>
{
    private readonly Jacobian<Fq> _point;

    /// <summary>The point (X/Z², Y/Z³), or the identity for Z = 0; nothing is checked.</summary>
    public G1(in Fq x, in Fq y, in Fq z) => _point = new Jacobian<Fq>(in x, in y, in z);

    private G1(in Jacobian<Fq> point) => _point = point;

    /// <inheritdoc/>
    public static G1 Identity => default;

    /// <summary>The generator of <see cref="G1Affine.Generator"/>.</summary>
    public static G1 Generator => FromAffine(G1Affine.Generator);

    /// <summary>The Jacobian X.</summary>
    public Fq X => _point.X;

    /// <summary>The Jacobian Y.</summary>
    public Fq Y => _point.Y;

    /// <summary>The Jacobian Z; zero for the identity.</summary>
    public Fq Z => _point.Z;

    /// <inheritdoc/>
    public bool IsIdentity => _point.IsIdentity;

    /// <inheritdoc/>
    public static G1 FromAffine(in G1Affine point) => new(Jacobian<Fq>.FromAffine(point.X, point.Y));

    /// <inheritdoc/>
    public static G1 operator +(in G1 a, in G1 b) => new(Jacobian<Fq>.Add(in a._point, in b._point));

    /// <inheritdoc/>
    public static G1 operator +(in G1 a, in G1Affine b) => new(Jacobian<Fq>.AddMixed(in a._point, b.X, b.Y));

    /// <inheritdoc/>
    public static G1 operator -(in G1 a, in G1 b) => a + (-b);

    /// <inheritdoc/>
    public static G1 operator -(in G1 a) => new(a._point.Negate());

    /// <summary>Equality of points.</summary>
    public static bool operator ==(in G1 a, in G1 b) => a.Equals(b);

    /// <summary>Inequality of points.</summary>
    public static bool operator !=(in G1 a, in G1 b) => !a.Equals(b);

    /// <inheritdoc/>
    /// <remarks>The result must be at least as long as the points.</remarks>
    public static void Normalize(ReadOnlySpan<G1> points, Span<G1Affine> result)
    {
        Fq[] inverses = new Fq[points.Length];
        for (int i = 0; i < points.Length; i++)
        {
            inverses[i] = points[i].Z;
        }

        BatchInversion.Invert<Fq>(inverses);
        for (int i = 0; i < points.Length; i++)
        {
            (Fq x, Fq y) = points[i]._point.Scale(in inverses[i]);
            result[i] = new G1Affine(in x, in y);
        }
    }

    /// <inheritdoc/>
    public G1 Double() => new(_point.Double());

    /// <inheritdoc/>
    public G1 MultiplyVarTime(in Fr scalar) => new(_point.MultiplyVarTime(in scalar));

    /// <summary>The slow twin of the scalar product; takes any non-negative integer and does not reduce it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The scalar is negative.</exception>
    public G1 MultiplyReference(BigInteger scalar) => new(_point.MultiplyReference(scalar));

    /// <inheritdoc/>
    public G1Affine ToAffine()
    {
        (Fq x, Fq y) = _point.Scale(_point.Z.Inverse());
        return new G1Affine(in x, in y);
    }

    /// <inheritdoc/>
    public bool Equals(G1 other) => _point.IsSamePoint(in other._point);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is G1 other && Equals(other);

    /// <inheritdoc/>
    /// <remarks>Costs an inversion, since equal points may have different coordinates.</remarks>
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <summary>The affine form as text.</summary>
    public override string ToString() => ToAffine().ToString();
}
