using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests.Gadgets;

public sealed class PermutationNetworkTests
{
    public static TheoryData<int> RowCounts => [.. Enumerable.Range(1, 17)];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Any_order_can_be_reached_and_costs_the_formula(int n)
    {
        int[] order = [];
        GadgetCheck check = new((cs, x) => Route(cs, x, n, _ => order), 2 * n, 2 * n);
        _ = check.HasConstraints(PermutationNetwork.ConstraintCount(n, 2));
        Numbers numbers = new(n);
        Fr[] values = numbers.Fields(2 * n);
        for (int round = 0; round < 6; round++)
        {
            order = numbers.Permutation(n);
            Wire[] expected = [.. order.SelectMany(i => (Wire[])[values[2 * i], values[(2 * i) + 1]])];
            _ = check.Accepts(Numbers.Wires(values), expected);
        }
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void Whatever_the_switches_the_outputs_are_a_permutation(int n)
    {
        Numbers numbers = new(100 + n);
        Fr[] values = numbers.Fields(2 * n);
        for (int round = 0; round < 8; round++)
        {
            Wire[] outputs = [];
            Testing.GadgetCircuit circuit = new(
                (cs, x) =>
                {
                    outputs = Route(cs, x, n, PermutationNetwork.Ascending);
                    return outputs;
                },
                2 * n,
                0);
            Fr[] switches = new Fr[PermutationNetwork.SwitchCount(n)];
            for (int i = 0; i < switches.Length; i++)
            {
                switches[i] = Fr.FromUInt64((ulong)numbers.Below(2));
            }

            Assert.Empty(new Testing.Forger(circuit).Refusals(
                circuit.With(Numbers.Wires(values)), (info, _) => switches[info.Output]));
            Assert.Equal(
                Pairs([.. values.Select(v => v.ToString())]),
                Pairs([.. outputs.Select(w => w.Value.ToString())]));
        }
    }

    [Fact]
    public void A_switch_that_is_neither_0_nor_1_is_refused()
    {
        GadgetCheck check = new((cs, x) => Route(cs, x, 5, PermutationNetwork.Ascending), 10, 10);
        Wire[] rows = [5, 50, 3, 30, 1, 10, 4, 40, 2, 20];
        Wire[] sorted = [1, 10, 2, 20, 3, 30, 4, 40, 5, 50];
        _ = check.Accepts(rows, sorted).SurvivesLies(rows, sorted);
    }

    [Fact]
    public void Ascending_keeps_equal_keys_in_their_order() =>
        Assert.Equal([1, 3, 0, 2], PermutationNetwork.Ascending([Fr.FromUInt64(9), Fr.One, -Fr.One, Fr.One]));

    [Fact]
    public void Every_permutation_of_five_is_routed()
    {
        int[] order = [0, 1, 2, 3, 4];
        Assert.Equal(8, PermutationNetwork.SwitchCount(5));
        foreach (int[] permutation in All(order, 0))
        {
            bool[] bits = PermutationRouting.Route(permutation);
            Assert.Equal(8, bits.Length);
        }
    }

    [Fact]
    public void What_is_not_a_permutation_is_refused() =>
        Assert.Throws<ArgumentException>(() => PermutationRouting.Route([0, 2, 2]));

    private static IEnumerable<int[]> All(int[] items, int start)
    {
        if (start == items.Length)
        {
            yield return (int[])items.Clone();
            yield break;
        }

        for (int i = start; i < items.Length; i++)
        {
            (items[start], items[i]) = (items[i], items[start]);
            foreach (int[] permutation in All(items, start + 1))
            {
                yield return permutation;
            }

            (items[start], items[i]) = (items[i], items[start]);
        }
    }

    private static string[] Pairs(string[] values) =>
        [.. values.Chunk(2).Select(pair => string.Join(',', pair)).Order(StringComparer.Ordinal)];

    private static Wire[] Route(CircuitBuilder cs, Wire[] x, int n, OrderFunction order)
    {
        Wire[][] rows = new Wire[n][];
        Wire[] keys = new Wire[n];
        for (int i = 0; i < n; i++)
        {
            rows[i] = [x[2 * i], x[(2 * i) + 1]];
            keys[i] = x[2 * i];
        }

        return [.. PermutationNetwork.Permute(cs, rows, keys, order).SelectMany(row => row)];
    }
}
