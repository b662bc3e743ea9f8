using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>A point of the sextic twist E′(𝔽q²): y² = x³ + 3/(9 + u); G2 is its subgroup of order r.</summary>
/// <remarks>
/// 128 bytes: x.c₀, x.c₁, y.c₀, y.c₁, each in Montgomery form; the identity is (0, 0). The cofactor is 2q − r: a
/// point on the curve need not be in G2. Nothing is checked at construction: data from outside goes through the
/// encodings.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct G2Affine : IAffinePoint<G2Affine, Fq2>
{
    /// <summary>The point (x, y); nothing is checked.</summary>
    public G2Affine(in Fq2 x, in Fq2 y)
    {
        X = x;
        Y = y;
    }

    /// <inheritdoc/>
    public static G2Affine Identity => default;

    /// <summary>The point P₂ of EIP-197.</summary>
    public static G2Affine Generator { get; } = new(
        new Fq2(
            Fq.Parse("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
            Fq.Parse("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
        new Fq2(
            Fq.Parse("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
            Fq.Parse("4082367875863433681332203403145435568316851327593401208105741076214120093531")));

    /// <inheritdoc/>
    public static Fq2 B { get; } = new Fq2(Fq.FromUInt64(9), Fq.One).Inverse() * Fq.FromUInt64(3);

    /// <inheritdoc/>
    public Fq2 X { get; }

    /// <inheritdoc/>
    public Fq2 Y { get; }

    /// <inheritdoc/>
    public bool IsIdentity => X.IsZero && Y.IsZero;

    /// <inheritdoc/>
    public static G2Affine FromCoordinates(in Fq2 x, in Fq2 y) => new(in x, in y);

    /// <inheritdoc/>
    public static G2Affine operator -(in G2Affine a) => new(a.X, -a.Y);

    /// <summary>Value equality.</summary>
    public static bool operator ==(in G2Affine a, in G2Affine b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in G2Affine a, in G2Affine b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool IsOnCurve() => IsIdentity || Y.Square() == (X.Square() * X) + B;

    /// <inheritdoc/>
    public bool Equals(G2Affine other) => X.Equals(other.X) && Y.Equals(other.Y);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is G2Affine other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <summary>"(x, y)" in decimal; "O" for the identity.</summary>
    public override string ToString() => IsIdentity ? "O" : $"({X}, {Y})";
}
