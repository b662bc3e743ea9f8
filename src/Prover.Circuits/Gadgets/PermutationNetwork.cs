using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuits.Gadgets;

/// <summary>Says which permutation to route: result[i] is the row that shall come out at place i.</summary>
/// <param name="keys">Values of the key wires, one per row.</param>
public delegate int[] OrderFunction(ReadOnlySpan<Fr> keys);

/// <summary>
/// Brings rows of wires into any order that the prover likes; proves that nothing is lost or doubled.
/// </summary>
/// <remarks>
/// The network of Waksman for any number of rows: switches of two rows, S(n) = Σ_{i=1…n} ⌈log₂ i⌉ of them; rows 2s and
/// 2s + 1 meet in a switch, one goes to the upper half network of ⌊n/2⌋ rows, the other to the lower one of ⌈n/2⌉, and
/// outputs are joined alike. The last row of an odd n enters and leaves below without a switch; for even n the
/// last output switch is left out. Source: B. Beauquier, E. Darrot, "On arbitrary size Waksman networks and their
/// vulnerability" (2002); A. Waksman, "A permutation network" (1968).
/// The circuit says nothing about which order it is: that must be checked on the outputs.
/// </remarks>
public static class PermutationNetwork
{
    /// <summary>S(n): number of switches for n rows.</summary>
    public static int SwitchCount(int rows)
    {
        int count = 0;
        for (int i = 2; i <= rows; i++)
        {
            count += BitOperations.Log2((uint)(i - 1)) + 1;
        }

        return count;
    }

    /// <summary>S(n)·(columns + 1): constraints for n rows of that many columns.</summary>
    public static int ConstraintCount(int rows, int columns) => SwitchCount(rows) * (columns + 1);

    /// <summary>The rows in another order.</summary>
    /// <remarks>
    /// Constraints: S(n)·(columns + 1): per switch one for its bit and one product per column.
    /// Sound: each switch bit is 0 or 1, and whatever the bits are, the outputs are a permutation of the inputs.
    /// </remarks>
    /// <param name="cs">The builder.</param>
    /// <param name="rows">n rows of equally many wires, n ≥ 1.</param>
    /// <param name="keys">One wire per row, only seen by <paramref name="order"/> while solving.</param>
    /// <param name="order">Gives the wanted permutation; see <see cref="Ascending"/>.</param>
    /// <exception cref="ArgumentException">Rows or keys have unlike lengths.</exception>
    public static Wire[][] Permute(CircuitBuilder cs, Wire[][] rows, ReadOnlySpan<Wire> keys, OrderFunction order)
    {
        ArgumentNullException.ThrowIfNull(cs);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(order);
        if (rows.Length == 0 || keys.Length != rows.Length || Array.Exists(rows, row => row.Length != rows[0].Length))
        {
            throw new ArgumentException("Every row needs one key and equally many columns.");
        }

        using ScopeHandle scope = cs.Scope("Permutation");
        Wire[] bits = cs.Hint(
            SwitchCount(rows.Length),
            keys,
            (values, settings) =>
            {
                bool[] switches = PermutationRouting.Route(order(values));
                for (int i = 0; i < switches.Length; i++)
                {
                    settings[i] = switches[i] ? Fr.One : Fr.Zero;
                }
            },
            "switches");
        foreach (Wire bit in bits)
        {
            cs.AssertBoolean(bit);
        }

        int next = 0;
        return Build(rows, bits, ref next);
    }

    /// <summary>The order by key as a number in [0, r), equal keys in the order of their rows.</summary>
    public static int[] Ascending(ReadOnlySpan<Fr> keys)
    {
        BigInteger[] numbers = new BigInteger[keys.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = keys[i].ToBigInteger();
        }

        return [.. Enumerable.Range(0, numbers.Length).OrderBy(i => numbers[i])];
    }

    private static Wire[][] Build(Wire[][] rows, Wire[] bits, ref int next)
    {
        int n = rows.Length;
        if (n == 1)
        {
            return rows;
        }

        if (n == 2)
        {
            (Wire[] first, Wire[] second) = Switch(bits[next++], rows[0], rows[1]);
            return [first, second];
        }

        int half = n / 2;
        Wire[][] upper = new Wire[half][];
        Wire[][] lower = new Wire[n - half][];
        for (int s = 0; s < half; s++)
        {
            (upper[s], lower[s]) = Switch(bits[next++], rows[2 * s], rows[(2 * s) + 1]);
        }

        lower[^1] = (n & 1) == 1 ? rows[n - 1] : lower[^1];
        upper = Build(upper, bits, ref next);
        lower = Build(lower, bits, ref next);

        Wire[][] outputs = new Wire[n][];
        for (int s = 0; s < PermutationRouting.OutputSwitches(n); s++)
        {
            (outputs[2 * s], outputs[(2 * s) + 1]) = Switch(bits[next++], upper[s], lower[s]);
        }

        if ((n & 1) == 0)
        {
            outputs[n - 2] = upper[^1];
        }

        outputs[n - 1] = lower[^1];
        return outputs;
    }

    /// <summary>(a, b) for bit 0, (b, a) for bit 1: one product per column.</summary>
    private static (Wire[] First, Wire[] Second) Switch(in Wire bit, Wire[] a, Wire[] b)
    {
        Wire[] first = new Wire[a.Length];
        Wire[] second = new Wire[a.Length];
        for (int i = 0; i < a.Length; i++)
        {
            Wire moved = bit * (b[i] - a[i]);
            first[i] = a[i] + moved;
            second[i] = b[i] - moved;
        }

        return (first, second);
    }
}
