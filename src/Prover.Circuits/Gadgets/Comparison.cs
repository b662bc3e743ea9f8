using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Comparisons of wires.</summary>
public static class Comparison
{
    private const string InverseLabel = "inverse";

    /// <summary>1 if x = 0, else 0.</summary>
    /// <remarks>
    /// Constraints: 2: m·x = 1 − z and x·z = 0 with a free m. Sound always: x ≠ 0 forces z = 0, x = 0 forces z = 1.
    /// For x = 0 the hint m stays free; z is determined. Source: circomlib IsZero. Nothing for a constant.
    /// </remarks>
    public static Wire IsZero(CircuitBuilder cs, in Wire x)
    {
        ArgumentNullException.ThrowIfNull(cs);
        if (x.TryGetConstant(out Fr constant))
        {
            return constant.IsZero ? 1 : 0;
        }

        using ScopeHandle scope = cs.Scope("IsZero");
        Wire isZero = 1 - (x * cs.Hint([x], Inverse, InverseLabel));
        cs.AssertProduct(x, isZero, 0);
        return isZero;
    }

    /// <summary>1 if a = b, else 0.</summary>
    /// <remarks>Constraints: 2 (<see cref="IsZero"/> of the difference).</remarks>
    public static Wire IsEqual(CircuitBuilder cs, in Wire a, in Wire b) => IsZero(cs, a - b);

    /// <summary>Requires x ≠ 0.</summary>
    /// <remarks>Constraints: 1: x·m = 1. Sound always.</remarks>
    public static void AssertNonZero(
        CircuitBuilder cs,
        in Wire x,
        [CallerArgumentExpression(nameof(x))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Claim("NonZero", "{0} != 0", expression, 0, file, line);
        cs.AssertProduct(x, cs.Hint([x], Inverse, InverseLabel), 1);
    }

    /// <summary>1 if a &lt; b, else 0.</summary>
    /// <remarks>
    /// Constraints: w + 1 with w the larger width: the top digit of 2^w + a − b.
    /// Sound for w ≤ 252: 2^w + a − b lies in (0, 2^(w+1)), and w + 1 ≤ 253 digits are unique.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">w > 252.</exception>
    public static Wire IsLess(CircuitBuilder cs, Ranged a, Ranged b)
    {
        ArgumentNullException.ThrowIfNull(cs);
        int width = Math.Max(a.Width, b.Width);
        using ScopeHandle scope = cs.Scope("IsLess");
        Wire shifted = a.Value - b.Value + Fr.FromUInt64(2).Pow(width);
        return 1 - Bits.Decompose(cs, shifted, width + 1)[width];
    }

    /// <summary>1 if a ≤ b, else 0.</summary>
    /// <remarks>Constraints: w + 1 (<see cref="IsLess"/>, the other way round).</remarks>
    public static Wire IsLessOrEqual(CircuitBuilder cs, Ranged a, Ranged b) => 1 - IsLess(cs, b, a);

    /// <summary>Requires a ≤ b.</summary>
    /// <remarks>
    /// Constraints: w, the larger width: b − a ∈ [0, 2^w). Sound for w ≤ 252: a > b would make b − a ≥ r − 2^w > 2^w.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">w > 252.</exception>
    public static void AssertLessOrEqual(
        CircuitBuilder cs,
        Ranged a,
        Ranged b,
        [CallerArgumentExpression(nameof(a))] string aExpression = "",
        [CallerArgumentExpression(nameof(b))] string bExpression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Claim("LessOrEqual", "{0}", $"{aExpression} <= {bExpression}", 0, file, line);
        AssertGap(cs, b.Value - a.Value, Math.Max(a.Width, b.Width));
    }

    /// <summary>Requires a &lt; b.</summary>
    /// <remarks>Constraints: w, the larger width: b − a − 1 ∈ [0, 2^w). Sound for w ≤ 252.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">w > 252.</exception>
    public static void AssertLess(
        CircuitBuilder cs,
        Ranged a,
        Ranged b,
        [CallerArgumentExpression(nameof(a))] string aExpression = "",
        [CallerArgumentExpression(nameof(b))] string bExpression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        using ScopeHandle scope = cs.Claim("Less", "{0}", $"{aExpression} < {bExpression}", 0, file, line);
        AssertGap(cs, b.Value - a.Value - 1, Math.Max(a.Width, b.Width));
    }

    private static void AssertGap(CircuitBuilder cs, in Wire gap, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Bits.MaxWidth - 1);
        _ = Bits.Decompose(cs, in gap, Math.Max(width, 1));
    }

    private static void Inverse(ReadOnlySpan<Fr> inputs, Span<Fr> outputs) => outputs[0] = inputs[0].Inverse();
}
