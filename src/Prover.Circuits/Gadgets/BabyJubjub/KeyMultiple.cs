using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Four times a public key, in Montgomery form.</summary>
internal static class KeyMultiple
{
    /// <summary>Proves that A is on the curve and that 4A is not the identity, and returns 4A.</summary>
    /// <remarks>
    /// Constraints: 7 + 4 = 11. x², y², the curve equation, and for 2A, from the Edwards doubling
    /// x₂ = 2xy/(a·x² + y²), y₂ = (y² − a·x²)/(2 − a·x² − y²): u = (1 + y₂)/(1 − y₂) = (1 − a·x²)/(1 − y²) and
    /// v = u/x₂ = u·m with m = (a·x² + y²)/2xy. Then a doubling in Montgomery form.
    /// Sound always. x = 0 (orders 1, 2: y² = 1): the row of u is u·0 = 1. y = 0 (order 4: a·x² = 1): the row of m is
    /// m·0 = 1. Elsewhere on the curve 1 − y² ≠ 0, 2xy ≠ 0, and v ≠ 0 because a·x² = 1 only for y = 0. So these A do
    /// not satisfy, and for all others 2A, not T₂, and then 4A are determined. A of order 8 gives 4A = T₂.
    /// </remarks>
    public static MontgomeryPoint Quadruple(CircuitBuilder cs, EdwardsPoint a)
    {
        using ScopeHandle scope = cs.Scope("KeyMultiple");
        Wire x2 = a.X * a.X;
        Wire y2 = a.Y * a.Y;
        Wire ax2 = x2 * BabyJubjub.A;
        cs.AssertProduct(x2 * BabyJubjub.D, y2, ax2 + y2 - 1);
        Wire u = Quotient.Of(cs, 1 - ax2, 1 - y2);
        Wire m = Quotient.Of(cs, ax2 + y2, 2 * (a.X * a.Y));
        return new MontgomeryPoint(u, u * m).Double(cs);
    }
}
