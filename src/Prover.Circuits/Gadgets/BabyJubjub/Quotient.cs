using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Division of wires.</summary>
internal static class Quotient
{
    /// <summary>q with q·denominator = numerator.</summary>
    /// <remarks>
    /// Constraints: 1. Sound if the denominator is not zero. If it is: unsatisfied unless the numerator is zero too,
    /// and then q is free; the caller says why both cannot vanish.
    /// </remarks>
    public static Wire Of(CircuitBuilder cs, in Wire numerator, in Wire denominator)
    {
        Wire quotient = cs.Hint([numerator, denominator], Divide, "quotient");
        cs.AssertProduct(quotient, denominator, numerator);
        return quotient;
    }

    private static void Divide(ReadOnlySpan<Fr> inputs, Span<Fr> outputs) =>
        outputs[0] = inputs[0] * inputs[1].Inverse();
}
