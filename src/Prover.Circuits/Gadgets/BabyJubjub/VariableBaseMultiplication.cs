using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>h·2Q for a field element h as an integer in [0, r) and a point Q of order ℓ or 2ℓ.</summary>
/// <remarks>
/// Digits. 8ℓ = r + ε with 0 &lt; ε &lt; 2^126. h = x + k·ℓ with k in [0, 8) and x in [0, ℓ) given by
/// <see cref="SignedDigits"/>; so x + k·ℓ lies in [0, 8ℓ), and it is h itself and not h + r, since forms of [r, 8ℓ) — k
/// = 7, σ = −1, every digit from 2^128 on +1 — are ruled out by one row. With 2M + 1 the number of the digits, (2M +
/// 1)·Q = M·2Q + Q = h·2Q + Q.
///
/// Signs. A digit appears as t = ±v of its point: (t − v)(t + v) = 0, and v ≠ 0. The digits themselves never appear;
/// their weighted sum times v is a sum of t. There are two points, Q for odd digits and Q″ = Q + T₂ for even ones,
/// hence two such sums.
///
/// Steps. acc ← (acc + P) + acc, P = ±Q or ±Q″, is 2·acc + P without the v of the middle point R: with
/// slopes λ₁, λ₂: λ₁·(u − u_P) = v − t; u_R = λ₁² − A − u − u_P; (λ₁ + λ₂)·(u − u_R) = 2v; u′ = λ₂² − A − u − u_R;
/// λ₂·(u − u′) = v + v′. Start: acc = σ·Q″.
///
/// No step has an exception. Invariant: acc = k·Q + c with k odd, c = T₂ before an odd digit, O before an even one; the
/// P of the step is s·Q + (T₂ − c). (1) acc = ±P would mean (k ∓ s)·Q = T₂; but k ∓ s is even, so the left side has odd
/// order. Hence λ₁ is determined, and R = (k + s)·Q + T₂ is not O, by the same argument. (2) R = acc would need P = O.
/// R = −acc means 2·acc + P = (2k + s)·Q + (T₂ − c) = O, which needs ℓ | 2k + s; but 2k + s is odd and below 2^250 &lt;
/// ℓ in all steps but the last. Hence λ₂ is determined, acc is correct, and the invariant holds again. In the last step
/// 2k + s = ±ℓ is possible for one or two values of x, and harmful only if Q has order 2ℓ: then u = u_R, while 2v ≠ 0,
/// so the row of λ₂ cannot be satisfied. Nothing wrong is accepted, and nobody finds an h with such an x (chance
/// 2^−249).
/// </remarks>
internal static class VariableBaseMultiplication
{
    /// <summary>Digits from here on take part in the test for [r, 8ℓ): ε &lt; 2^126.</summary>
    private const int TopDigits = 128;

    private static readonly Fr Order = Fr.FromBigInteger(BabyJubjub.SubgroupOrder);
    private static readonly Fr SignWeight = Fr.FromUInt64(2).Pow(SignedDigits.Count) - Order;
    private static readonly Fr[] EvenWeights = MakeWeights(0);
    private static readonly Fr[] OddWeights = MakeWeights(1);

    /// <summary>Returns h·2Q + Q + T₂.</summary>
    /// <remarks>
    /// Constraints: 3 for Q″ + 1 for σ + 250·6 + 3 for k + 2 sums + 1 = 1510. Source: circomlib EscalarMulAny takes
    /// 2310 for 254 given bits; the step without the middle v is that of Eisenträger, Lauter, Montgomery
    /// (2P + Q, CT-RSA 2003), as in the halo2 book; the signed digits, the exact range and the alternating T₂ are ours.
    /// Sound for Q on the curve of order ℓ or 2ℓ; Q = T₂ does not satisfy, since Q″ then has no u.
    /// Complete but for h in [8ℓ − 2^128, r), 1 in 2^125 (and for keys with v″/v one of 10^4 fractions, 1 in 2^240).
    /// </remarks>
    public static MontgomeryPoint Apply(CircuitBuilder cs, Wire h, MontgomeryPoint q)
    {
        using ScopeHandle scope = cs.Scope("VariableBase");
        MontgomeryPoint shifted = AddT2(cs, q);
        Wire[] hints = cs.Hint(
            VariableBaseHints.Count, [h, q.U, q.V, shifted.U, shifted.V], VariableBaseHints.Compute, "variable base");
        Wire[] signs = new Wire[SignedDigits.Count];
        MontgomeryPoint acc = new(shifted.U, hints[0]);
        AssertSign(cs, acc.V, shifted.V);
        for (int i = SignedDigits.Count - 1; i >= 0; i--)
        {
            using ScopeHandle stepScope = cs.Scope("digit", i);
            int step = SignedDigits.Count - 1 - i;
            ReadOnlySpan<Wire> hint = hints.AsSpan(
                VariableBaseHints.Head + (VariableBaseHints.PerStep * step), VariableBaseHints.PerStep);
            MontgomeryPoint point = (i & 1) == 1 ? q : shifted;
            AssertSign(cs, hint[0], point.V);
            signs[i] = hint[0];
            acc = Step(cs, acc, new MontgomeryPoint(point.U, hint[0]), hint[1], hint[2], hint[3]);
        }

        AssertScalar(cs, h, q.V, shifted.V, hints.AsSpan(0, VariableBaseHints.Head), signs);
        return acc;
    }

    /// <summary>(u, v) + (0, 0) = (1/u, −v/u²); 3 constraints, unsatisfied for u = 0.</summary>
    private static MontgomeryPoint AddT2(CircuitBuilder cs, MontgomeryPoint q)
    {
        Wire u = Quotient.Of(cs, 1, q.U);
        return new MontgomeryPoint(u, -(u * (u * q.V)));
    }

    private static void AssertSign(CircuitBuilder cs, Wire signed, Wire v) =>
        cs.AssertProduct(signed - v, signed + v, 0);

    /// <summary>2·acc + p in five rows; see the remarks of the class.</summary>
    private static MontgomeryPoint Step(
        CircuitBuilder cs, MontgomeryPoint acc, MontgomeryPoint p, Wire slope1, Wire slope2, Wire v)
    {
        cs.AssertProduct(slope1, acc.U - p.U, acc.V - p.V);
        Wire square1 = slope1 * slope1;
        Wire middle = square1 - acc.U - p.U - MontgomeryCurve.A;
        cs.AssertProduct(slope1 + slope2, acc.U - middle, 2 * acc.V);

        // λ₂² − A − u − u_R with u_R put in.
        Wire u = (slope2 * slope2) - square1 + p.U;
        cs.AssertProduct(slope2, acc.U - u, acc.V + v);
        return new MontgomeryPoint(u, v);
    }

    /// <summary>The digits are those of h, and not those of h + r.</summary>
    private static void AssertScalar(
        CircuitBuilder cs, Wire h, Wire oddV, Wire evenV, ReadOnlySpan<Wire> head, ReadOnlySpan<Wire> signs)
    {
        Wire[] odd = Every(signs, 1);
        Wire[] even = Every(signs, 0);
        Wire multiple = 0;
        Wire distance = evenV + head[0];
        for (int i = 0; i < 3; i++)
        {
            cs.AssertProduct(head[1 + i], head[1 + i] - oddV, 0);
            multiple += head[1 + i] * Fr.FromUInt64(2UL << i);
            distance += oddV - head[1 + i];
        }

        // 2h + 1 = (2M + 1) + (1 − σ)·ℓ + 2k·ℓ, as integers, split into E, what is a multiple of v″ below, and the
        // rest.
        Wire evenSum = head[4];
        cs.AssertProduct(evenV, evenSum, cs.InnerProduct(EvenWeights, even) + (head[0] * SignWeight));
        cs.AssertProduct(
            oddV, (2 * h) + 1 - Order - evenSum, cs.InnerProduct(OddWeights, odd) + (multiple * Order));

        // Zero for the forms of [r, 8ℓ), where every term is zero.
        int top = (SignedDigits.Count - TopDigits) / 2;
        distance += (oddV * (ulong)top) - cs.Sum(odd.AsSpan(odd.Length - top));
        distance += (evenV * (ulong)top) - cs.Sum(even.AsSpan(even.Length - top));
        Comparison.AssertNonZero(cs, distance);
    }

    private static Wire[] Every(ReadOnlySpan<Wire> signs, int parity)
    {
        Wire[] chosen = new Wire[signs.Length / 2];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = signs[(2 * i) + parity];
        }

        return chosen;
    }

    private static Fr[] MakeWeights(int parity)
    {
        Fr[] weights = new Fr[SignedDigits.Count / 2];
        weights[0] = Fr.FromUInt64(1UL << parity);
        for (int i = 1; i < weights.Length; i++)
        {
            weights[i] = weights[i - 1] * Fr.FromUInt64(4);
        }

        return weights;
    }
}
