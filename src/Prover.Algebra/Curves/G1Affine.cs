using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of G1: E(𝔽q) with E: y² = x³ + 3, a group of prime order r.</summary>
/// <remarks>
/// 64 bytes: x, then y, each in Montgomery form; the identity is (0, 0). The cofactor is 1, so that a point on the
/// curve is in the group. Nothing is checked at construction: data from outside goes through the encodings.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G1Affine : IAffinePoint<G1Affine, Fq>
{
    /// <summary>The point (x, y); nothing is checked.</summary>
    public G1Affine(in Fq x, in Fq y)
    {
        X = x;
        Y = y;
    }

    /// <inheritdoc/>
    public static G1Affine Identity => default;

    /// <summary>(1, 2).</summary>
    public static G1Affine Generator { get; } = new(Fq.One, Fq.FromUInt64(2));

    /// <inheritdoc/>
    public static Fq B { get; } = Fq.FromUInt64(3);

    /// <inheritdoc/>
    public Fq X { get; }

    /// <inheritdoc/>
    public Fq Y { get; }

    /// <inheritdoc/>
    public bool IsIdentity => X.IsZero && Y.IsZero;

    /// <inheritdoc/>
    public static G1Affine FromCoordinates(in Fq x, in Fq y) => new(in x, in y);

    /// <inheritdoc/>
    public static G1Affine operator -(in G1Affine a) => new(a.X, -a.Y);

    /// <summary>Value equality.</summary>
    public static bool operator ==(in G1Affine a, in G1Affine b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in G1Affine a, in G1Affine b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool IsOnCurve() => IsIdentity || Y.Square() == (X.Square() * X) + B;

    /// <inheritdoc/>
    public bool Equals(G1Affine other) => X.Equals(other.X) && Y.Equals(other.Y);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is G1Affine other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <summary>"(x, y)" in decimal; "O" for the identity.</summary>
    public override string ToString() => IsIdentity ? "O" : $"({X}, {Y})";
}
