using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>A point of Baby Jubjub in Montgomery form as wires; gadgets only make ones that are on the curve.</summary>
internal readonly record struct MontgomeryPoint(Wire U, Wire V)
{
    /// <summary>−(u, v) = (u, −v).</summary>
    public MontgomeryPoint Negate() => new(U, -V);

    /// <summary>p + q by the chord.</summary>
    /// <remarks>
    /// Constraints: 3: λ·(u₂ − u₁) = v₂ − v₁, λ² = A + u₁ + u₂ + u₃, λ·(u₁ − u₃) = v₁ + v₃.
    /// Sound for affine p ≠ ±q on the curve, which the caller proves; then u₁ ≠ u₂ and λ, u₃, v₃ are determined.
    /// </remarks>
    public static MontgomeryPoint Add(CircuitBuilder cs, MontgomeryPoint p, MontgomeryPoint q)
    {
        Wire[] hints = cs.Hint(3, [p.U, p.V, q.U, q.V], Chord, "chord");
        MontgomeryPoint sum = new(hints[1], hints[2]);
        AssertSum(cs, p, q, sum, hints[0]);
        return sum;
    }

    /// <summary>The three constraints of <see cref="Add"/> for a slope and a sum that are hints.</summary>
    public static void AssertSum(
        CircuitBuilder cs, MontgomeryPoint p, MontgomeryPoint q, MontgomeryPoint sum, Wire slope)
    {
        cs.AssertProduct(slope, p.U - q.U, p.V - q.V);
        cs.AssertProduct(slope, slope, sum.U + p.U + q.U + MontgomeryCurve.A);
        cs.AssertProduct(slope, p.U - sum.U, p.V + sum.V);
    }

    /// <summary>2p by the tangent.</summary>
    /// <remarks>
    /// Constraints: 4: u², λ·2v = 3u² + 2A·u + 1, λ² = A + 2u + u₃, λ·(u − u₃) = v + v₃. Sound for p on the curve; p =
    /// T₂ does not satisfy, since there the second row is λ·0 = 1.
    /// </remarks>
    public MontgomeryPoint Double(CircuitBuilder cs)
    {
        Wire square = U * U;
        Wire[] hints = cs.Hint(3, [U, V], Tangent, "tangent");
        MontgomeryPoint twice = new(hints[1], hints[2]);
        cs.AssertProduct(hints[0], 2 * V, (3 * square) + (U * MontgomeryCurve.A.Double()) + 1);
        cs.AssertProduct(hints[0], hints[0], twice.U + (2 * U) + MontgomeryCurve.A);
        cs.AssertProduct(hints[0], U - twice.U, V + twice.V);
        return twice;
    }

    private static void Chord(ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        Fr slope = (inputs[1] - inputs[3]) * (inputs[0] - inputs[2]).Inverse();
        Finish(inputs[0], inputs[1], inputs[2], slope, outputs);
    }

    private static void Tangent(ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        Fr u = inputs[0];
        Fr numerator = (u * ((u.Double() + u) + MontgomeryCurve.A.Double())) + Fr.One;
        Finish(u, inputs[1], u, numerator * inputs[1].Double().Inverse(), outputs);
    }

    private static void Finish(in Fr u1, in Fr v1, in Fr u2, in Fr slope, Span<Fr> outputs)
    {
        outputs[0] = slope;
        outputs[1] = slope.Square() - MontgomeryCurve.A - u1 - u2;
        outputs[2] = (slope * (u1 - outputs[1])) - v1;
    }
}
