using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Prover.Algebra;

/// <summary>An element c₀ + c₁·u of 𝔽q² = 𝔽q[u]/(u² + 1): the coordinates of G2.</summary>
/// <remarks>64 bytes: c₀, then c₁. Source: Devegili, Ó hÉigeartaigh, Scott, Dahab, ePrint 2006/471.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Fq2 : IField<Fq2>
{
    /// <summary>c₀ + c₁·u.</summary>
    public Fq2(in Fq c0, in Fq c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <inheritdoc/>
    public static Fq2 Zero => default;

    /// <inheritdoc/>
    public static Fq2 One => new(Fq.One, default);

    /// <summary>The part without u.</summary>
    public Fq C0 { get; }

    /// <summary>The factor of u.</summary>
    public Fq C1 { get; }

    /// <inheritdoc/>
    public bool IsZero => C0.IsZero && C1.IsZero;

    /// <inheritdoc/>
    public static Fq2 operator +(in Fq2 a, in Fq2 b) => new(a.C0 + b.C0, a.C1 + b.C1);

    /// <inheritdoc/>
    public static Fq2 operator -(in Fq2 a, in Fq2 b) => new(a.C0 - b.C0, a.C1 - b.C1);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: three products in 𝔽q.</remarks>
    public static Fq2 operator *(in Fq2 a, in Fq2 b)
    {
        Fq low = a.C0 * b.C0;
        Fq high = a.C1 * b.C1;
        Fq cross = (a.C0 + a.C1) * (b.C0 + b.C1);
        return new Fq2(low - high, cross - low - high);
    }

    /// <summary>Product with a scalar of 𝔽q.</summary>
    public static Fq2 operator *(in Fq2 a, in Fq b) => new(a.C0 * b, a.C1 * b);

    /// <inheritdoc/>
    public static Fq2 operator -(in Fq2 a) => new(-a.C0, -a.C1);

    /// <summary>Value equality.</summary>
    public static bool operator ==(in Fq2 a, in Fq2 b) => a.Equals(b);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(in Fq2 a, in Fq2 b) => !a.Equals(b);

    /// <inheritdoc/>
    /// <remarks>(c₀ + c₁)(c₀ − c₁) + 2c₀c₁·u: two products in 𝔽q.</remarks>
    public Fq2 Square() => new((C0 + C1) * (C0 - C1), (C0 * C1).Double());

    /// <inheritdoc/>
    public Fq2 Double() => new(C0.Double(), C1.Double());

    /// <summary>c₀ − c₁·u, which is also this^q.</summary>
    public Fq2 Conjugate() => new(C0, -C1);

    /// <summary>The norm c₀² + c₁² = this^(q+1), in 𝔽q.</summary>
    public Fq Norm() => C0.Square() + C1.Square();

    /// <inheritdoc/>
    public Fq2 Inverse()
    {
        Fq inverse = Norm().Inverse();
        return new Fq2(C0 * inverse, -(C1 * inverse));
    }

    /// <summary>One of the two square roots of this; false, and zero, if there is none.</summary>
    /// <remarks>
    /// With a root s of the norm, (x₀ + x₁u)² = c₀ + c₁u has x₀² = (c₀ ± s)/2 and 2x₀x₁ = c₁ (the complex method).
    /// </remarks>
    public bool TrySqrtVarTime(out Fq2 root)
    {
        if (C1.IsZero)
        {
            // Of c₀ and −c₀ one is a square in 𝔽q, and u² = −1.
            root = C0.TrySqrt(out Fq real) ? new Fq2(in real, default) : new Fq2(default, RootOf(-C0));
            return true;
        }

        root = default;
        if (!Norm().TrySqrt(out Fq s))
        {
            return false;
        }

        // The product of the two candidates is −(c₁/2)², not a square: exactly one of them has a root.
        Fq half = Fq.FromUInt64(2).Inverse();
        Fq x0 = ((C0 + s) * half).TrySqrt(out Fq first) ? first : RootOf((C0 - s) * half);
        root = new Fq2(in x0, C1 * x0.Double().Inverse());
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Fq2 other) => C0.Equals(other.C0) && C1.Equals(other.C1);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fq2 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(C0, C1);

    /// <summary>"c₀ + c₁*u" in decimal.</summary>
    public override string ToString() => $"{C0} + {C1}*u";

    /// <summary>this · ξ with ξ = 9 + u, the non-residue of the tower: (9c₀ − c₁) + (9c₁ + c₀)·u.</summary>
    internal Fq2 MultiplyByXi()
    {
        Fq c0 = C0.Double().Double().Double() + C0;
        Fq c1 = C1.Double().Double().Double() + C1;
        return new Fq2(c0 - C1, c1 + C0);
    }

    private static Fq RootOf(in Fq square)
    {
        bool isSquare = square.TrySqrt(out Fq root);
        Debug.Assert(isSquare, "The caller has shown that this is a square.");
        return root;
    }
}
