using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>An element c₀ + c₁·w of 𝔽q¹² = 𝔽q⁶[w]/(w² − v): where pairings take their values.</summary>
/// <remarks>Over 𝔽q² the powers w⁰ … w⁵ are a basis: c₀ holds the even, c₁ the odd ones; w⁶ = ξ.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fq12 : IField<Fq12>
{
    /// <summary>c₀ + c₁·w.</summary>
    public Fq12(in Fq6 c0, in Fq6 c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <inheritdoc/>
    public static Fq12 Zero => default;

    /// <inheritdoc/>
    public static Fq12 One => new(Fq6.One, default);

    /// <summary>The part without w.</summary>
    public Fq6 C0 { get; }

    /// <summary>The factor of w.</summary>
    public Fq6 C1 { get; }

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero;

    /// <summary>True for the neutral element of multiplication.</summary>
    public bool IsOne => Equals(One);

    /// <inheritdoc/>
    public static Fq12 operator +(in Fq12 a, in Fq12 b) => new(a.C0 + b.C0, a.C1 + b.C1);

    /// <inheritdoc/>
    public static Fq12 operator -(in Fq12 a, in Fq12 b) => new(a.C0 - b.C0, a.C1 - b.C1);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: three products in 𝔽q⁶.</remarks>
    public static Fq12 operator *(in Fq12 a, in Fq12 b)
    {
        Fq6 low = a.C0 * b.C0;
        Fq6 high = a.C1 * b.C1;
        Fq6 cross = (a.C0 + a.C1) * (b.C0 + b.C1);
        return new Fq12(low + high.MultiplyByV(), cross - low - high);
    }

    /// <inheritdoc/>
    public static Fq12 operator -(in Fq12 a) => new(-a.C0, -a.C1);

    /// <summary>Value equality.</summary>
    public static bool operator ==(in Fq12 a, in Fq12 b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in Fq12 a, in Fq12 b) => !a.Equals(b);

    /// <inheritdoc/>
    /// <remarks>(c₀ + c₁)(c₀ + v·c₁) − (1 + v)·c₀c₁ + 2c₀c₁·w: two products in 𝔽q⁶.</remarks>
    public Fq12 Square()
    {
        Fq6 product = C0 * C1;
        Fq6 cross = (C0 + C1) * (C0 + C1.MultiplyByV());
        return new Fq12(cross - product - product.MultiplyByV(), product.Double());
    }

    /// <inheritdoc/>
    public Fq12 Double() => new(C0.Double(), C1.Double());

    /// <summary>c₀ − c₁·w, which is also this^(q⁶); the inverse on the cyclotomic subgroup.</summary>
    public Fq12 Conjugate() => new(C0, -C1);

    /// <inheritdoc/>
    public Fq12 Inverse()
    {
        Fq6 inverse = (C0.Square() - C1.Square().MultiplyByV()).Inverse();
        return new Fq12(C0 * inverse, -(C1 * inverse));
    }

    /// <summary>this^exponent by square and multiply; time depends on the exponent only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative.</exception>
    public Fq12 Pow(BigInteger exponent) => Power.Of(in this, exponent);

    /// <inheritdoc/>
    public bool Equals(Fq12 other) => C0.Equals(other.C0) && C1.Equals(other.C1);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fq12 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1);

    /// <summary>"[c₀] + [c₁]*w" in decimal.</summary>
    public override string ToString() => $"[{C0}] + [{C1}]*w";

    /// <summary>this · (a + b·w + c·w³), the shape of a line: thirteen products in 𝔽q².</summary>
    internal Fq12 MultiplyByLine(in Fq2 a, in Fq2 b, in Fq2 c)
    {
        Fq6 low = C0 * a;
        Fq6 high = C1.MultiplyBySparse(in b, in c);
        Fq6 cross = (C0 + C1).MultiplyBySparse(a + b, in c);
        return new Fq12(low + high.MultiplyByV(), cross - low - high);
    }
}
