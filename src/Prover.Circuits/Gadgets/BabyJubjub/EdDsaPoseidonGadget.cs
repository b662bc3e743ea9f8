using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Verification of an EdDSA-Poseidon signature over Baby Jubjub.</summary>
public static class EdDsaPoseidonGadget
{
    /// <summary>
    /// Requires (R₈, S) to be a valid signature of the message by A: <see cref="EdDsaPoseidon.Verify"/> is true.
    /// </summary>
    /// <remarks>
    /// Proves: A and R₈ on the curve, 8A ≠ identity, S &lt; ℓ, S·B₈ = R₈ + h·8A with h = Poseidon(R₈, A, M) in [0, r).
    /// Constraints: 321 for h + 11 for 4A + 1510 for h·8A + 667 for S·B₈ + 3 + 3 + 2 = 2517 (circomlib
    /// EdDSAPoseidonVerifier: 4217). Sound always; complete up to the chance of 1 in 2^125 named at
    /// <c>VariableBaseMultiplication</c>, over the values of the hash. With Q = 4A, N = h·8A + Q + T₂ and F = S·B₈ −
    /// T₄: V = F + Q − N = S·B₈ − h·8A − T₄ − T₂ = S·B₈ − h·8A + T₄ (as 2T₄ = T₂). Both additions are safe: F has a
    /// part of order 4, Q and N have parts of order at most 2, and F + Q again one of order 4. V = R₈ + T₄ is (R₈.y/√a,
    /// −√a·R₈.x) in Edwards form, whose u and v give the last two rows: u·(1 + √a·x) = 1 − √a·x and v·y = √a·u. V is a
    /// curve point with a part of order 4, so v ≠ 0, and u ≠ −1 since A − 2 = d is not a square: x and y are
    /// determined. So R₈ is what the equation says, which puts it on the curve; the identity, which has no Montgomery
    /// coordinates, is V = T₄ and needs no case of its own. No enable flag: an unused slot gets a valid signature.
    /// </remarks>
    public static void Verify(CircuitBuilder cs, EdwardsPoint publicKey, Wire message, EdwardsPoint r8, Wire s)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Scope("EdDsaPoseidon");
        Wire h = PoseidonGadget.Hash(cs, r8.X, r8.Y, publicKey.X, publicKey.Y, message);
        MontgomeryPoint q = KeyMultiple.Quadruple(cs, publicKey);
        MontgomeryPoint n = VariableBaseMultiplication.Apply(cs, h, q);
        MontgomeryPoint f = FixedBaseMultiplication.Apply(cs, s);
        MontgomeryPoint v = MontgomeryPoint.Add(cs, MontgomeryPoint.Add(cs, f, q), n.Negate());
        Wire scaledX = r8.X * MontgomeryCurve.RootOfA;
        cs.AssertProduct(v.U, 1 + scaledX, 1 - scaledX);
        cs.AssertProduct(v.V, r8.Y, v.U * MontgomeryCurve.RootOfA);
    }
}
