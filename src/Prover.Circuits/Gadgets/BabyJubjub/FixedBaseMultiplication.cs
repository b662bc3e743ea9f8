using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>S·B₈ − T₄ for S in [0, ℓ).</summary>
internal static class FixedBaseMultiplication
{
    /// <summary>Proves S &lt; ℓ and returns S·B₈ − T₄.</summary>
    /// <remarks>
    /// Constraints: 3 + 83·8 = 667. S is given by <see cref="SignedDigits"/>, which shows S &lt; ℓ: the two highest
    /// digits as σ and c (3 rows), the others three at a time as an odd d, |d| ≤ 7 (d², d⁴, membership, d⁶, v of the
    /// point: 5 rows; u of the point is linear in 1, d², d⁴, d⁶), each added to the chain (3 rows). The equation for S
    /// itself is linear. Sound always: the chain starts at −T₄ − B₈/2 + a multiple of B₈/2 and only multiples d·8ⁱ·B₈/2
    /// ≠ O are added. The latter have odd order, the chain never has, because T₄ has order 4: so they are never equal
    /// or opposite, and the chain is never the identity. The sum of the digits is 2M + 1, and (2M + 1)·B₈/2 − B₈/2 =
    /// M·B₈ = S·B₈.
    /// Source: signed window tables as in the Zcash protocol specification, appendix A.3.3; circomlib's EscalarMulFix
    /// takes 523 + 253 for the bits. The order-4 offset that makes incomplete additions safe, and d as its own table
    /// index, are ours.
    /// </remarks>
    public static MontgomeryPoint Apply(CircuitBuilder cs, Wire s)
    {
        using ScopeHandle scope = cs.Scope("FixedBase");
        FixedBaseTable table = FixedBaseTable.Instance;
        Wire[] hints = cs.Hint(FixedBaseHints.Count, [s], FixedBaseHints.Compute, "fixed base");
        Wire sign = hints[0];
        Wire threefold = hints[1];
        cs.AssertProduct(sign, sign, 1);
        cs.AssertBoolean(threefold);
        Wire signed = sign * threefold;
        Wire[] basis = [1, sign, threefold, signed];
        MontgomeryPoint sum = new(cs.InnerProduct(table.StartU, basis), cs.InnerProduct(table.StartV, basis));

        Wire[] digits = new Wire[FixedBaseTable.Windows];
        for (int window = 0; window < digits.Length; window++)
        {
            using ScopeHandle windowScope = cs.Scope("window", window);
            ReadOnlySpan<Wire> hint = hints.AsSpan(
                FixedBaseHints.Head + (FixedBaseHints.PerWindow * window), FixedBaseHints.PerWindow);
            digits[window] = hint[0];
            MontgomeryPoint next = new(hint[2], hint[3]);
            MontgomeryPoint.AssertSum(cs, sum, Lookup(cs, table, window, hint[0]), next, hint[1]);
            sum = next;
        }

        // 2S + 1 = (2M + 1) + 2ℓ·[σ = −1]; both sides are below 2ℓ < r, so nothing wraps.
        Fr order = Fr.FromBigInteger(BabyJubjub.SubgroupOrder);
        Fr top = Fr.FromUInt64(2).Pow(SignedDigits.Count - 1);
        Wire head = ((sign + (2 * signed)) * top) + ((1 - sign) * order);
        cs.AssertEqual((2 * s) + 1, head + cs.InnerProduct(WindowWeights, digits));
        return sum;
    }

    private static readonly Fr[] WindowWeights = MakeWeights();

    /// <summary>d·8^window·B₈/2, and d is one of ±1, ±3, ±5, ±7.</summary>
    private static MontgomeryPoint Lookup(CircuitBuilder cs, FixedBaseTable table, int window, Wire d)
    {
        Wire d2 = d * d;
        Wire d4 = d2 * d2;

        // (d² − 1)(d² − 9) · (d² − 25)(d² − 49) = 0.
        cs.AssertProduct(d4 - (10 * d2) + 9, d4 - (74 * d2) + 1225, 0);
        Wire d6 = d2 * d4;
        Wire[] basis = [1, d2, d4, d6];
        return new MontgomeryPoint(
            cs.InnerProduct(table.U(window), basis),
            d * cs.InnerProduct(table.VOverD(window), basis));
    }

    private static Fr[] MakeWeights()
    {
        Fr[] weights = new Fr[FixedBaseTable.Windows];
        weights[0] = Fr.One;
        for (int i = 1; i < weights.Length; i++)
        {
            weights[i] = weights[i - 1] * Fr.FromUInt64(8);
        }

        return weights;
    }
}
