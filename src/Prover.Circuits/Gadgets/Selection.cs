namespace Prover.Circuits.Gadgets;

/// <summary>
/// Choosing among wires by bits. All bits must be known to be 0 or 1; bits that are constants fold away.
/// </summary>
public static class Selection
{
    /// <summary>condition ? a : b, for a condition that is 0 or 1.</summary>
    /// <remarks>Constraints: 1: condition·(a − b). Sound if the condition is 0 or 1.</remarks>
    public static Wire Select(in Wire condition, in Wire a, in Wire b) => (condition * (a - b)) + b;

    /// <summary>options[pos] for pos = Σ 2ⁱ·bits[i].</summary>
    /// <remarks>
    /// Constraints: 2^k − 1 for k bits (7 for 8 options): a tree of selections, the highest bit first.
    /// Sound if the bits are 0 or 1.
    /// </remarks>
    /// <exception cref="ArgumentException">The number of options is not 2^k.</exception>
    public static Wire Mux(ReadOnlySpan<Wire> bits, ReadOnlySpan<Wire> options)
    {
        RequirePower(bits.Length, options.Length);
        Wire[] level = options.ToArray();
        int count = level.Length;
        for (int k = bits.Length - 1; k >= 0; k--)
        {
            count /= 2;
            for (int i = 0; i < count; i++)
            {
                level[i] = Select(bits[k], level[count + i], level[i]);
            }
        }

        return level[0];
    }

    /// <summary>2^k wires, all 0 but the one at pos = Σ 2ⁱ·bits[i], which is the value.</summary>
    /// <remarks>
    /// Constraints: 2^k − 1 for k bits (7 for 8 places): the value is split in two by the highest bit, then each half
    /// by the
    /// next one. Sound if the bits are 0 or 1.
    /// </remarks>
    public static Wire[] Demux(ReadOnlySpan<Wire> bits, in Wire value)
    {
        Wire[] places = new Wire[1 << bits.Length];
        places[0] = value;
        int count = 1;
        for (int k = bits.Length - 1; k >= 0; k--)
        {
            for (int i = count - 1; i >= 0; i--)
            {
                Wire whole = places[i];
                Wire upper = bits[k] * whole;
                places[(2 * i) + 1] = upper;
                places[2 * i] = whole - upper;
            }

            count *= 2;
        }

        return places;
    }

    /// <summary>The products of all subsets of the bits: element m is Π bits[i] over the ones i of m.</summary>
    /// <remarks>Constraints: 2^k − k − 1 (4 for three bits).</remarks>
    public static Wire[] Monomials(ReadOnlySpan<Wire> bits)
    {
        Wire[] monomials = new Wire[1 << bits.Length];
        monomials[0] = 1;
        for (int k = 0; k < bits.Length; k++)
        {
            for (int m = 0; m < 1 << k; m++)
            {
                monomials[(1 << k) + m] = m == 0 ? bits[k] : bits[k] * monomials[m];
            }
        }

        return monomials;
    }

    /// <summary>
    /// table[pos] for constants: the multilinear polynomial through them, on the monomials of the bits of pos.
    /// </summary>
    /// <remarks>Constraints: none.</remarks>
    /// <exception cref="ArgumentException">The numbers of monomials and of constants differ.</exception>
    public static Wire Lookup(CircuitBuilder cs, ReadOnlySpan<Wire> monomials, ReadOnlySpan<Algebra.Fr> table)
    {
        ArgumentNullException.ThrowIfNull(cs);
        Algebra.Fr[] coefficients = table.ToArray();

        // Möbius transform: the coefficient of monomial m is Σ (−1)^|m∖s| table[s] over the subsets s of m.
        for (int step = 1; step < coefficients.Length; step *= 2)
        {
            for (int m = 0; m < coefficients.Length; m++)
            {
                if ((m & step) != 0)
                {
                    coefficients[m] -= coefficients[m ^ step];
                }
            }
        }

        return cs.InnerProduct(coefficients, monomials);
    }

    private static void RequirePower(int bits, int options)
    {
        if (options != 1 << bits)
        {
            throw new ArgumentException($"{bits} bits choose among {1 << bits} options, got {options}.");
        }
    }
}
