using Prover.Algebra;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class LinearEliminationTests
{
    private sealed class Cubic : ICircuit
    {
        [Public]
        public Wire Y;
        public Wire X;

        public void Define(CircuitBuilder cs) => cs.AssertEqual((X * X * X) + X + 5, Y);
    }

    [Fact]
    public void Cubic_has_two_constraints_and_four_wires()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Cubic());
        Assert.Equal(2, circuit.R1cs.ConstraintCount);
        Assert.Equal(4, circuit.R1cs.WireCount);
        using Witness witness = circuit.Solve(new Cubic { X = 3, Y = 35 });
        Assert.Equal([Fr.One, Fr.FromUInt64(35), Fr.FromUInt64(3), Fr.FromUInt64(9)], witness.Values.ToArray());
        Assert.Empty(circuit.Check(witness.Values));
    }

    [Fact]
    public void Relations_between_public_inputs_stay_as_rows()
    {
        GadgetCheck check = new((_, x) => [5, 6, x[0]], 1, 3);
        _ = check.HasConstraints(2).Accepts([7], 5, 6, 7).Rejects([7], 5, 7, 7).Rejects([7], 5, 6, 8);
        Assert.Equal(1, Assert.Single(check.Refusals([7], [5, 7, 7])).Index);
    }

    [Fact]
    public void A_chain_of_equalities_collapses_to_nothing()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                for (int i = 1; i < x.Length; i++)
                {
                    cs.AssertEqual(x[i], (2 * x[i - 1]) + 1);
                }

                cs.AssertEqual(x[3] - x[2], 2 * (x[2] - x[1]));
                return [x[^1] * x[0]];
            },
            8,
            1);
        _ = check.HasConstraints(1);
        _ = check.Accepts([1, 3, 7, 15, 31, 63, 127, 255], 255).Rejects([1, 3, 7, 15, 31, 63, 127, 256], 256);
        Assert.Equal(3, check.Circuit.R1cs.WireCount);
    }

    [Fact]
    public void A_product_that_becomes_linear_is_substituted_too()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                Wire product = x[0] * x[1];
                cs.AssertEqual(x[0], 3);
                return [product * x[2]];
            },
            3,
            1);
        _ = check.HasConstraints(1).Accepts([3, 5, 2], 30).Rejects([3, 5, 2], 31).Rejects([4, 5, 2], 40);
    }

    [Fact]
    public void Contradictions_do_not_compile()
    {
        CircuitException failure = Assert.Throws<CircuitException>(
            () => new GadgetCheck(
                (cs, x) =>
                {
                    cs.AssertEqual(x[0], 3);
                    cs.AssertEqual(x[0], 4);
                    return [];
                },
                1));
        Assert.Contains("contradicts", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_systems_accept_what_the_test_engine_accepts_and_nothing_else(int seed)
    {
        // Products and linear relations in random order; relations hold for the honest values by construction.
        GadgetCheck check = new((cs, x) => RandomSystem(cs, x, seed), 4, 2);
        Fr[] inputs = new Numbers(seed + 50).Fields(4);
        Wire[] results = [];
        Testing.GadgetCircuit probe = new((cs, x) => results = RandomSystem(cs, x, seed), 4, 0);
        using Witness witness =
            CompiledCircuit.Compile(new Testing.GadgetCircuit((cs, x) => RandomSystem(cs, x, seed), 4, 0))
            .Solve(probe.With(Numbers.Wires(inputs)));
        Wire[] outputs = Numbers.Wires(results[0].Value, results[1].Value);
        _ = check.Accepts(Numbers.Wires(inputs), outputs).Rejects(Numbers.Wires(inputs), outputs[0] + 1, outputs[1])
            .SurvivesLies(Numbers.Wires(inputs), outputs);
    }

    private static Wire[] RandomSystem(CircuitBuilder cs, Wire[] x, int seed)
    {
        Numbers numbers = new(seed);
        List<Wire> wires = [.. x];
        for (int step = 0; step < 40; step++)
        {
            Wire a = wires[numbers.Below(wires.Count)] + numbers.Below(5);
            Wire b = wires[numbers.Below(wires.Count)] - (numbers.Below(3) * wires[numbers.Below(wires.Count)]);
            if (numbers.Below(2) == 0)
            {
                wires.Add(a * b);
                continue;
            }

            // A hint that repeats a linear form, bound to it by one linear assertion.
            Wire form = a + (2 * b);
            Wire copy = cs.Hint([form], (values, outputs) => outputs[0] = values[0], "copy");
            cs.AssertEqual(copy, form);
            wires.Add(copy);
        }

        return [wires[^1], cs.Sum([.. wires])];
    }
}
