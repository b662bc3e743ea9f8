using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>EdDSA-Poseidon on Baby Jubjub, obviously right: complete Edwards additions, bit by bit.</summary>
/// <remarks>
/// The same statement as the lean gadget. The addition law of Bernstein, Lange (ePrint 2007/286) is complete here, a being a square
/// and d not: no denominator vanishes for points on the curve, so there are no exceptional cases.
/// </remarks>
public static class EdDsaGadgetReference
{
    /// <summary>Bits of ℓ.</summary>
    private const int SubgroupBits = 251;

    /// <summary>Proves S·B₈ = R₈ + h·8A with h = Poseidon(R₈, A, M), A and R₈ on the curve, 8A ≠ identity, S &lt; ℓ.</summary>
    public static void Verify(CircuitBuilder cs, in Wire ax, in Wire ay, in Wire message, in Wire r8x, in Wire r8y, in Wire s)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("EdDSA reference");
        Point key = new(ax, ay);
        Point r8 = new(r8x, r8y);
        AssertOnCurve(cs, key);
        AssertOnCurve(cs, r8);
        Point eightA = Add(cs, key, key);
        eightA = Add(cs, eightA, eightA);
        eightA = Add(cs, eightA, eightA);

        // On the prime-order subgroup only the identity has x = 0.
        Comparison.AssertNonZero(cs, eightA.X);
        Wire h = PoseidonGadget.Hash(cs, r8x, r8y, ax, ay, message);
        Wire[] sBits = Bits.Decompose(cs, s, SubgroupBits);
        Bits.AssertLessOrEqualConstant(cs, sBits, BabyJubjub.SubgroupOrder - 1);
        Point left = Multiply(cs, new Point(BabyJubjub.Base8.X, BabyJubjub.Base8.Y), sBits);
        Point right = Add(cs, r8, Multiply(cs, eightA, Bits.DecomposeStrict(cs, h)));
        cs.AssertEqual(left.X, right.X);
        cs.AssertEqual(left.Y, right.Y);
    }

    private static void AssertOnCurve(CircuitBuilder cs, Point p)
    {
        Wire xx = p.X * p.X;
        Wire yy = p.Y * p.Y;
        cs.AssertProduct(BabyJubjub.D * xx, yy, (BabyJubjub.A * xx) + yy - 1);
    }

    private static Point Multiply(CircuitBuilder cs, Point p, ReadOnlySpan<Wire> bits)
    {
        Point sum = new(0, 1);
        for (int i = bits.Length - 1; i >= 0; i--)
        {
            sum = Add(cs, sum, sum);
            Point next = Add(cs, sum, p);
            sum = new Point(
                Selection.Select(bits[i], next.X, sum.X), Selection.Select(bits[i], next.Y, sum.Y));
        }

        return sum;
    }

    /// <summary>p + q. x₃·(1 + dτ) = β + γ and y₃·(1 − dτ) = δ + aβ − γ with τ = βγ.</summary>
    private static Point Add(CircuitBuilder cs, Point p, Point q)
    {
        Wire beta = p.X * q.Y;
        Wire gamma = p.Y * q.X;
        Wire delta = (p.Y - (BabyJubjub.A * p.X)) * (q.X + q.Y);
        Wire tau = BabyJubjub.D * (beta * gamma);
        Wire x = Divide(cs, beta + gamma, 1 + tau);
        Wire y = Divide(cs, delta + (BabyJubjub.A * beta) - gamma, 1 - tau);
        return new Point(x, y);
    }

    private static Wire Divide(CircuitBuilder cs, in Wire numerator, in Wire denominator)
    {
        if (numerator.TryGetConstant(out Fr top) && denominator.TryGetConstant(out Fr bottom))
        {
            return top * bottom.Inverse();
        }

        Wire quotient = cs.Hint(
            [numerator, denominator],
            static (values, outputs) => outputs[0] = values[0] * values[1].Inverse(),
            "coordinate");
        cs.AssertProduct(denominator, quotient, numerator);
        return quotient;
    }

    private readonly record struct Point(Wire X, Wire Y);
}
