using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>What the prover supplies for <see cref="VariableBaseMultiplication"/>.</summary>
internal static class VariableBaseHints
{
    /// <summary>Outputs before the steps: σ·v″, the three digits of k times v′, and E.</summary>
    public const int Head = 5;

    /// <summary>Outputs per step: t, λ₁, λ₂, v of the new accumulator.</summary>
    public const int PerStep = 4;

    /// <summary>All outputs.</summary>
    public const int Count = Head + (PerStep * SignedDigits.Count);

    /// <summary>Inputs: h, u′, v′, u″, v″.</summary>
    public static void Compute(ReadOnlySpan<Fr> inputs, Span<Fr> outputs) =>
        ComputeFor(inputs[0].ToBigInteger(), inputs, outputs);

    /// <summary>The same for a number in [0, 8ℓ) instead of the canonical h: tests pass h + r.</summary>
    public static void ComputeFor(BigInteger number, ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        BigInteger k = BigInteger.DivRem(number, BabyJubjub.SubgroupOrder, out BigInteger rest);
        SignedDigits digits = SignedDigits.Of(rest);
        MontgomeryValue odd = new(inputs[1], inputs[2]);
        MontgomeryValue even = new(inputs[3], inputs[4]);
        outputs[0] = digits.Negative ? -even.V : even.V;
        for (int i = 0; i < 3; i++)
        {
            outputs[1 + i] = ((k >> i) & BigInteger.One).IsZero ? Fr.Zero : odd.V;
        }

        outputs[4] = EvenSum(digits);
        WriteSteps(digits, in odd, in even, outputs);
    }

    /// <summary>E = Σ over even i below 250 of sᵢ·2ⁱ, plus σ·(2^250 − ℓ).</summary>
    private static Fr EvenSum(SignedDigits digits)
    {
        BigInteger sum = (BigInteger.One << SignedDigits.Count) - BabyJubjub.SubgroupOrder;
        sum = digits.Negative ? -sum : sum;
        for (int i = 0; i < SignedDigits.Count; i += 2)
        {
            sum += digits.IsPlus(i) ? BigInteger.One << i : -(BigInteger.One << i);
        }

        return Fr.Reduce(sum);
    }

    private static void WriteSteps(
        SignedDigits digits, in MontgomeryValue odd, in MontgomeryValue even, Span<Fr> outputs)
    {
        // Points 0, 2, 4 … are the accumulators, 2j + 1 is what step j adds to itself in between.
        BabyProjective[] points = Walk(digits, in odd, in even);
        MontgomeryValue[] values = MontgomeryCurve.FromEdwards(points);
        Fr[] inverses = new Fr[2 * SignedDigits.Count];
        for (int j = 0; j < SignedDigits.Count; j++)
        {
            inverses[2 * j] = values[2 * j].U - Added(j, in odd, in even).U;
            inverses[(2 * j) + 1] = values[2 * j].U - values[(2 * j) + 1].U;
        }

        BatchInversion.Invert<Fr>(inverses);
        for (int j = 0; j < SignedDigits.Count; j++)
        {
            Span<Fr> row = outputs.Slice(Head + (PerStep * j), PerStep);
            Fr v = Added(j, in odd, in even).V;
            row[0] = digits.IsPlus(DigitOf(j)) ? v : -v;
            row[1] = (values[2 * j].V - row[0]) * inverses[2 * j];
            row[2] = (values[2 * j].V.Double() * inverses[(2 * j) + 1]) - row[1];
            row[3] = values[(2 * j) + 2].V;
        }
    }

    private static BabyProjective[] Walk(SignedDigits digits, in MontgomeryValue odd, in MontgomeryValue even)
    {
        BabyProjective[] points = new BabyProjective[(2 * SignedDigits.Count) + 1];
        points[0] = Signed(in even, !digits.Negative);
        for (int j = 0; j < SignedDigits.Count; j++)
        {
            BabyProjective added = Signed(Added(j, in odd, in even), digits.IsPlus(DigitOf(j)));
            points[(2 * j) + 1] = BabyProjective.Add(in points[2 * j], in added);
            points[(2 * j) + 2] = BabyProjective.Add(in points[(2 * j) + 1], in points[2 * j]);
        }

        return points;
    }

    private static int DigitOf(int step) => SignedDigits.Count - 1 - step;

    private static MontgomeryValue Added(int step, in MontgomeryValue odd, in MontgomeryValue even) =>
        (DigitOf(step) & 1) == 1 ? odd : even;

    private static BabyProjective Signed(in MontgomeryValue point, bool plus) =>
        MontgomeryCurve.ToEdwards(point.U, plus ? point.V : -point.V);
}
