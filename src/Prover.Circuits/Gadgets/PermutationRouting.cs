namespace Prover.Circuits.Gadgets;

/// <summary>
/// Sets the switches of <see cref="PermutationNetwork"/> for a permutation, by the looping algorithm.
/// </summary>
/// <remarks>
/// Two inputs of one switch take different halves, and so do two outputs. Starting from an output whose half is fixed,
/// the chain output → its input → that input's partner → the partner's output → that output's partner … assigns
/// halves until it
/// closes. Source: D. Opferman, N. Tsao-Wu, "On a class of rearrangeable switching networks" (1971); Waksman (1968).
/// </remarks>
public static class PermutationRouting
{
    private const sbyte Upper = 0;
    private const sbyte Lower = 1;

    /// <summary>The switch bits, in the order in which the network takes them.</summary>
    /// <param name="permutation">permutation[i] is the input that comes out at i.</param>
    /// <exception cref="ArgumentException">It is not a permutation.</exception>
    public static bool[] Route(int[] permutation)
    {
        ArgumentNullException.ThrowIfNull(permutation);
        bool[] seen = new bool[permutation.Length];
        foreach (int input in permutation)
        {
            if ((uint)input >= (uint)seen.Length || seen[input])
            {
                throw new ArgumentException("Not a permutation.", nameof(permutation));
            }

            seen[input] = true;
        }

        List<bool> bits = [];
        Route(permutation, bits);
        return [.. bits];
    }

    /// <summary>Switches behind the half networks of n ≥ 3 rows.</summary>
    internal static int OutputSwitches(int n) => ((n + 1) / 2) - 1;

    private static void Route(int[] permutation, List<bool> bits)
    {
        int n = permutation.Length;
        if (n <= 2)
        {
            if (n == 2)
            {
                bits.Add(permutation[0] == 1);
            }

            return;
        }

        (sbyte[] inputs, sbyte[] outputs) = AssignHalves(permutation);
        for (int s = 0; s < n / 2; s++)
        {
            bits.Add(inputs[2 * s] == Lower);
        }

        int[] upper = new int[n / 2];
        int[] lower = new int[n - (n / 2)];
        for (int output = 0; output < n; output++)
        {
            // Row i of a half network is the row of switch i; the odd last row is the last row below.
            (outputs[output] == Upper ? upper : lower)[output / 2] = permutation[output] / 2;
        }

        Route(upper, bits);
        Route(lower, bits);
        for (int s = 0; s < OutputSwitches(n); s++)
        {
            bits.Add(outputs[2 * s] == Lower);
        }
    }

    /// <summary>For each input and output the half network it takes.</summary>
    private static (sbyte[] Inputs, sbyte[] Outputs) AssignHalves(int[] permutation)
    {
        int n = permutation.Length;
        int[] outputOf = new int[n];
        for (int i = 0; i < n; i++)
        {
            outputOf[permutation[i]] = i;
        }

        sbyte[] inputs = new sbyte[n];
        sbyte[] outputs = new sbyte[n];
        Array.Fill(inputs, (sbyte)-1);
        Array.Fill(outputs, (sbyte)-1);
        for (int start = n - 1; start >= 0; start--)
        {
            // The first chain starts at the last output, which has no choice: it comes from below.
            for (int output = start; outputs[output] < 0;)
            {
                outputs[output] = Lower;
                int input = permutation[output];
                inputs[input] = Lower;
                if (input == n - 1 && (n & 1) == 1)
                {
                    break;
                }

                inputs[input ^ 1] = Upper;
                int partner = outputOf[input ^ 1];
                outputs[partner] = Upper;
                output = partner ^ 1;
            }
        }

        return (inputs, outputs);
    }
}
