using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Points of Baby Jubjub in affine twisted Edwards form, a·x² + y² = 1 + d·x²·y².</summary>
/// <remarks>The addition law is complete on the curve (a is a square, d is not): there are no exceptional
/// cases.</remarks>
public static class BabyJubjubGadget
{
    /// <summary>Requires a point to be on the curve.</summary>
    /// <remarks>Constraints: 3: x², y², and d·x²·y² = a·x² + y² − 1. Sound always.</remarks>
    public static void AssertOnCurve(CircuitBuilder cs, EdwardsPoint point)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("OnCurve");
        Wire x2 = point.X * point.X;
        Wire y2 = point.Y * point.Y;
        cs.AssertProduct(x2 * BabyJubjub.D, y2, (x2 * BabyJubjub.A) + y2 - 1);
    }

    /// <summary>p + q.</summary>
    /// <remarks>
    /// Constraints: 6. With β = x₁y₂, γ = y₁x₂, τ = βγ: x₃·(1 + dτ) = β + γ and
    /// y₃·(1 − dτ) = (y₁ − a·x₁)(x₂ + y₂) + aβ − γ. Sound for points on the curve: neither factor is zero there.
    /// Source: circomlib BabyAdd.
    /// </remarks>
    public static EdwardsPoint Add(CircuitBuilder cs, EdwardsPoint p, EdwardsPoint q)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("BabyAdd");
        Wire beta = p.X * q.Y;
        Wire gamma = p.Y * q.X;
        Wire delta = (p.Y - (p.X * BabyJubjub.A)) * (q.X + q.Y);
        Wire tau = beta * gamma * BabyJubjub.D;
        return new EdwardsPoint(
            Quotient.Of(cs, beta + gamma, 1 + tau),
            Quotient.Of(cs, delta + (beta * BabyJubjub.A) - gamma, 1 - tau));
    }

    /// <summary>2p.</summary>
    /// <remarks>
    /// Constraints: 5: x², y², xy, x₃·(a·x² + y²) = 2xy, y₃·(2 − a·x² − y²) = y² − a·x². Sound for points on the curve,
    /// where the factors are 1 ± d·x²·y², never zero. Source: ePrint 2008/013, section 6 (circomlib BabyDbl: 6).
    /// </remarks>
    public static EdwardsPoint Double(CircuitBuilder cs, EdwardsPoint p)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("BabyDouble");
        Wire ax2 = p.X * p.X * BabyJubjub.A;
        Wire y2 = p.Y * p.Y;
        Wire xy = p.X * p.Y;
        return new EdwardsPoint(
            Quotient.Of(cs, 2 * xy, ax2 + y2),
            Quotient.Of(cs, y2 - ax2, 2 - ax2 - y2));
    }
}
