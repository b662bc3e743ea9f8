using System.Runtime.CompilerServices;

namespace Prover.Circuits.Gadgets;

/// <summary>Proofs that wires are small numbers.</summary>
public static class Range
{
    /// <summary>Proves x ∈ [0, 2^width).</summary>
    /// <remarks>
    /// Constraints: width (see <see cref="Bits.Decompose"/>). Sound for width ≤ 253.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">width is not in [1, 253].</exception>
    public static Ranged Prove(
        CircuitBuilder cs,
        in Wire x,
        int width,
        [CallerArgumentExpression(nameof(x))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        new(in x, Bits.Decompose(cs, in x, width, expression, file, line));

    /// <summary>Proves that a wire is 0 or 1: the range of width 1.</summary>
    /// <remarks>Constraints: 1.</remarks>
    public static Ranged ProveBit(
        CircuitBuilder cs,
        in Wire x,
        [CallerArgumentExpression(nameof(x))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Prove(cs, in x, 1, expression, file, line);

    /// <summary>The number Σ 2ⁱ·bits[i] with evidence, for bits that are themselves evidence.</summary>
    /// <remarks>Constraints: none. Used to take fields out of a number that has been decomposed once.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The slice is not inside the number.</exception>
    public static Ranged Slice(CircuitBuilder cs, Ranged number, int start, int width)
    {
        Wire[] bits = number.Bits.Slice(start, width).ToArray();
        return new Ranged(Bits.Compose(cs, bits), bits);
    }
}
