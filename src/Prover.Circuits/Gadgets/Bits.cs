using System.Numerics;
using System.Runtime.CompilerServices;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Binary digits of a wire, least significant first.</summary>
public static class Bits
{
    /// <summary>Largest width at which digits are unique without a comparison: 2^253 &lt; r.</summary>
    public const int MaxWidth = 253;

    /// <summary>Digits of a full field element: r &lt; 2^254.</summary>
    public const int FieldWidth = 254;

    private static readonly Fr[] Powers = PowersOf(Fr.FromUInt64(2));
    private static readonly Fr[] InversePowers = PowersOf(Fr.FromUInt64(2).Inverse());

    /// <summary>Proves x = Σ 2ⁱ·bᵢ with width digits bᵢ ∈ {0, 1}, so x ∈ [0, 2^width), and returns them.</summary>
    /// <remarks>
    /// Constraints: width, one bᵢ·(bᵢ − 1) = 0 per digit; no linear one, since the last digit is not a variable but
    /// (x − Σ 2ⁱ·bᵢ) / 2^(width−1). Nothing for a constant x.
    /// Sound for width ≤ 253: beyond it 2^width > r and x may have two decompositions.
    /// Source: the usual bit decomposition (circomlib Num2Bits: width + 1, with the linear constraint).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">width is not in [1, 253].</exception>
    /// <exception cref="CircuitException">x is a constant that does not fit.</exception>
    public static Wire[] Decompose(
        CircuitBuilder cs,
        in Wire x,
        int width,
        [CallerArgumentExpression(nameof(x))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        if (x.TryGetConstant(out Fr constant))
        {
            return OfConstant(constant, width);
        }

        using ScopeHandle scope = cs.Claim("Bits", "{0} in [0, 2^{1})", expression, width, file, line);
        Wire[] bits = Digits(cs, in x, width);
        foreach (Wire bit in bits)
        {
            cs.AssertBoolean(bit);
        }

        return bits;
    }

    /// <summary>Proves that the 254 digits returned are those of the canonical x ∈ [0, r).</summary>
    /// <remarks>
    /// Constraints: 254 + 99 = 353. From the top digit down, p says "all digits so far equal those of r − 1"; where r
    /// − 1 has a one,
    /// p ← p·b (99 products: the first of its 100 ones is free), where it has a zero, b·(1 − p − b) = 0 takes the
    /// place of
    /// b·(b − 1) = 0: b is a digit, and 0 as long as p = 1. Trailing zeros of r − 1 are among them, so the number is
    /// ≤ r − 1. Nothing for a constant x.
    /// Sound always: exactly one of x, x + r passes. Source: gnark, std/math/bits (the merged constraint).
    /// </remarks>
    public static Wire[] DecomposeStrict(
        CircuitBuilder cs,
        in Wire x,
        [CallerArgumentExpression(nameof(x))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        if (x.TryGetConstant(out Fr constant))
        {
            return OfConstant(constant, FieldWidth);
        }

        using ScopeHandle scope = cs.Claim("StrictBits", "canonical digits of {0}", expression, 0, file, line);
        Wire[] bits = Digits(cs, in x, FieldWidth);
        BigInteger top = Fr.Modulus - 1;
        Wire equalSoFar = 1;
        for (int i = FieldWidth - 1; i >= 0; i--)
        {
            Wire bit = bits[i];
            if (((top >> i) & 1).IsZero)
            {
                cs.AssertProduct(bit, 1 - equalSoFar - bit, 0);
            }
            else
            {
                cs.AssertBoolean(bit);
                equalSoFar *= bit;
            }
        }

        return bits;
    }

    /// <summary>Requires Σ 2ⁱ·bits[i] ≤ constant for wires already known to be 0 or 1.</summary>
    /// <remarks>
    /// Constraints, for the constant written in binary: (runs of zeros below its first one) + (its ones without the
    /// first
    /// and without those at the end). p as in <see cref="DecomposeStrict"/>; a run of zeros costs one row p·Σ b = 0.
    /// Digits
    /// above the constant's first one are 0 by a linear constraint. Nothing if the constant is at least 2^bits.Length
    /// − 1.
    /// Sound if the bits are 0 or 1 and fewer than 2^250 in number.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The constant is negative.</exception>
    public static void AssertLessOrEqualConstant(
        CircuitBuilder cs,
        ReadOnlySpan<Wire> bits,
        BigInteger constant,
        [CallerArgumentExpression(nameof(bits))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(cs);
        ArgumentOutOfRangeException.ThrowIfNegative(constant);
        if (constant.GetBitLength() > bits.Length)
        {
            return;
        }

        using ScopeHandle scope = cs.Claim("LessOrEqualConstant", "{0} <= constant", expression, 0, file, line);
        Wire equalSoFar = 1;
        Wire run = 0;
        bool open = false;
        for (int i = bits.Length - 1; i >= 0; i--)
        {
            if (((constant >> i) & 1).IsZero)
            {
                run += bits[i];
                open = true;
                continue;
            }

            if (open)
            {
                cs.AssertProduct(equalSoFar, run, 0);
                run = 0;
                open = false;
            }

            if (((constant + 1) & ((BigInteger.One << (i + 1)) - 1)).IsZero)
            {
                return; // only ones from here on: whatever follows is not greater
            }

            equalSoFar *= bits[i];
        }

        if (open)
        {
            cs.AssertProduct(equalSoFar, run, 0);
        }
    }

    /// <summary>Σ 2ⁱ·bits[i]; linear.</summary>
    public static Wire Compose(CircuitBuilder cs, ReadOnlySpan<Wire> bits)
    {
        ArgumentNullException.ThrowIfNull(cs);
        return cs.InnerProduct(PowersOfTwo(bits.Length), bits);
    }

    private static ReadOnlySpan<Fr> PowersOfTwo(int count)
    {
        if (count <= Powers.Length)
        {
            return Powers.AsSpan(0, count);
        }

        throw new CircuitException($"{count} bits do not fit into a field element.");
    }

    /// <summary>width wires with Σ 2ⁱ·bᵢ = x, not yet known to be digits: all but the last are hints.</summary>
    private static Wire[] Digits(CircuitBuilder cs, in Wire x, int width)
    {
        Wire[] bits = new Wire[width];
        if (width > 1)
        {
            Wire[] low = cs.Hint(width - 1, [x], LowDigits, "digits");
            low.CopyTo(bits, 0);
        }

        Wire rest = x - cs.InnerProduct(PowersOfTwo(width - 1), bits.AsSpan(0, width - 1));
        bits[width - 1] = rest * InversePowers[width - 1];
        return bits;
    }

    private static Fr[] PowersOf(in Fr factor)
    {
        Fr[] powers = new Fr[FieldWidth];
        powers[0] = Fr.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * factor;
        }

        return powers;
    }

    private static void LowDigits(ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        inputs[0].CopyCanonical(limbs);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = ((limbs[i >> 6] >> (i & 63)) & 1) == 1 ? Fr.One : Fr.Zero;
        }
    }

    private static Wire[] OfConstant(in Fr value, int width)
    {
        BigInteger number = value.ToBigInteger();
        if (number.GetBitLength() > width)
        {
            throw new CircuitException($"A constant does not fit into {width} bits.");
        }

        Wire[] bits = new Wire[width];
        for (int i = 0; i < width; i++)
        {
            bits[i] = ((number >> i) & 1).IsZero ? 0 : 1;
        }

        return bits;
    }
}
