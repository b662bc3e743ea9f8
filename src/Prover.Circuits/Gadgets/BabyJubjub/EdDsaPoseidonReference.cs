using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>The slow twin of <see cref="EdDsaPoseidonGadget"/>: complete Edwards additions, bit by bit.</summary>
/// <remarks>No exceptional cases: the addition law is complete on the curve (see
/// <see cref="BabyJubjubGadget"/>).</remarks>
public static class EdDsaPoseidonReference
{
    private const int SubgroupBits = 251;

    /// <summary>Requires (R₈, S) to be a valid signature of the message by A.</summary>
    /// <remarks>Constraints: 7423. Sound and complete always.</remarks>
    public static void Verify(CircuitBuilder cs, EdwardsPoint publicKey, Wire message, EdwardsPoint r8, Wire s)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("EdDsaPoseidonReference");
        BabyJubjubGadget.AssertOnCurve(cs, publicKey);
        BabyJubjubGadget.AssertOnCurve(cs, r8);
        EdwardsPoint eightA = publicKey;
        for (int i = 0; i < 3; i++)
        {
            eightA = BabyJubjubGadget.Add(cs, eightA, eightA);
        }

        // In the prime-order subgroup only the identity has x = 0.
        Comparison.AssertNonZero(cs, eightA.X);
        Wire h = PoseidonGadget.Hash(cs, r8.X, r8.Y, publicKey.X, publicKey.Y, message);
        Wire[] scalarBits = Bits.Decompose(cs, s, SubgroupBits);
        Bits.AssertLessOrEqualConstant(cs, scalarBits, BabyJubjub.SubgroupOrder - 1);
        EdwardsPoint left = Multiply(cs, EdwardsPoint.Constant(BabyJubjub.Base8), scalarBits);
        EdwardsPoint right = BabyJubjubGadget.Add(cs, r8, Multiply(cs, eightA, Bits.DecomposeStrict(cs, h)));
        cs.AssertEqual(left.X, right.X);
        cs.AssertEqual(left.Y, right.Y);
    }

    private static EdwardsPoint Multiply(CircuitBuilder cs, EdwardsPoint p, ReadOnlySpan<Wire> bits)
    {
        EdwardsPoint sum = EdwardsPoint.Constant(BabyPoint.Identity);
        for (int i = bits.Length - 1; i >= 0; i--)
        {
            sum = BabyJubjubGadget.Add(cs, sum, sum);
            EdwardsPoint next = BabyJubjubGadget.Add(cs, sum, p);
            sum = new EdwardsPoint(
                Selection.Select(bits[i], next.X, sum.X), Selection.Select(bits[i], next.Y, sum.Y));
        }

        return sum;
    }
}
