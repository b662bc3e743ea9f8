using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>An element c₀ + c₁·v + c₂·v² of 𝔽q⁶ = 𝔽q²[v]/(v³ − ξ), ξ = 9 + u.</summary>
/// <remarks>Source of the formulas: Devegili, Ó hÉigeartaigh, Scott, Dahab, ePrint 2006/471.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Fq6 : IField<Fq6>
{
    /// <summary>c₀ + c₁·v + c₂·v².</summary>
    public Fq6(in Fq2 c0, in Fq2 c1, in Fq2 c2)
    {
        C0 = c0;
        C1 = c1;
        C2 = c2;
    }

    /// <inheritdoc/>
    public static Fq6 Zero => default;

    /// <inheritdoc/>
    public static Fq6 One => new(Fq2.One, default, default);

    /// <summary>The part without v.</summary>
    public Fq2 C0 { get; }

    /// <summary>The factor of v.</summary>
    public Fq2 C1 { get; }

    /// <summary>The factor of v².</summary>
    public Fq2 C2 { get; }

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    /// <inheritdoc/>
    public static Fq6 operator +(in Fq6 a, in Fq6 b) => new(a.C0 + b.C0, a.C1 + b.C1, a.C2 + b.C2);

    /// <inheritdoc/>
    public static Fq6 operator -(in Fq6 a, in Fq6 b) => new(a.C0 - b.C0, a.C1 - b.C1, a.C2 - b.C2);

    /// <inheritdoc/>
    /// <remarks>Karatsuba in three parts: six products in 𝔽q².</remarks>
    public static Fq6 operator *(in Fq6 a, in Fq6 b)
    {
        Fq2 v0 = a.C0 * b.C0;
        Fq2 v1 = a.C1 * b.C1;
        Fq2 v2 = a.C2 * b.C2;
        Fq2 c12 = ((a.C1 + a.C2) * (b.C1 + b.C2)) - v1 - v2;
        Fq2 c01 = ((a.C0 + a.C1) * (b.C0 + b.C1)) - v0 - v1;
        Fq2 c02 = ((a.C0 + a.C2) * (b.C0 + b.C2)) - v0 - v2;
        return new Fq6(v0 + c12.MultiplyByXi(), c01 + v2.MultiplyByXi(), c02 + v1);
    }

    /// <summary>Product with a scalar of 𝔽q².</summary>
    public static Fq6 operator *(in Fq6 a, in Fq2 b) => new(a.C0 * b, a.C1 * b, a.C2 * b);

    /// <inheritdoc/>
    public static Fq6 operator -(in Fq6 a) => new(-a.C0, -a.C1, -a.C2);

    /// <summary>Value equality.</summary>
    public static bool operator ==(in Fq6 a, in Fq6 b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in Fq6 a, in Fq6 b) => !a.Equals(b);

    /// <inheritdoc/>
    /// <remarks>CH-SQR2: two products and three squares in 𝔽q².</remarks>
    public Fq6 Square()
    {
        Fq2 s0 = C0.Square();
        Fq2 s1 = (C0 * C1).Double();
        Fq2 s2 = (C0 - C1 + C2).Square();
        Fq2 s3 = (C1 * C2).Double();
        Fq2 s4 = C2.Square();
        return new Fq6(s0 + s3.MultiplyByXi(), s1 + s4.MultiplyByXi(), s1 + s2 + s3 - s0 - s4);
    }

    /// <inheritdoc/>
    public Fq6 Double() => new(C0.Double(), C1.Double(), C2.Double());

    /// <inheritdoc/>
    /// <remarks>By the norm to 𝔽q²: one inversion there.</remarks>
    public Fq6 Inverse()
    {
        Fq2 t0 = C0.Square() - (C1 * C2).MultiplyByXi();
        Fq2 t1 = C2.Square().MultiplyByXi() - (C0 * C1);
        Fq2 t2 = C1.Square() - (C0 * C2);
        Fq2 norm = (C0 * t0) + ((C2 * t1) + (C1 * t2)).MultiplyByXi();
        Fq2 inverse = norm.Inverse();
        return new Fq6(t0 * inverse, t1 * inverse, t2 * inverse);
    }

    /// <inheritdoc/>
    public bool Equals(Fq6 other) => C0.Equals(other.C0) && C1.Equals(other.C1) && C2.Equals(other.C2);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fq6 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1, C2);

    /// <summary>"(c₀) + (c₁)*v + (c₂)*v^2" in decimal.</summary>
    public override string ToString() => $"({C0}) + ({C1})*v + ({C2})*v^2";

    /// <summary>this · v.</summary>
    internal Fq6 MultiplyByV() => new(C2.MultiplyByXi(), C0, C1);

    /// <summary>this · (b₀ + b₁·v): five products in 𝔽q².</summary>
    internal Fq6 MultiplyBySparse(in Fq2 b0, in Fq2 b1)
    {
        Fq2 v0 = C0 * b0;
        Fq2 v1 = C1 * b1;
        Fq2 c12 = ((C1 + C2) * b1) - v1;
        Fq2 c01 = ((C0 + C1) * (b0 + b1)) - v0 - v1;
        Fq2 c02 = ((C0 + C2) * b0) - v0;
        return new Fq6(v0 + c12.MultiplyByXi(), c01, c02 + v1);
    }
}
