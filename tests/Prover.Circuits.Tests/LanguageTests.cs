using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class LanguageTests
{
    private sealed class Nested : ICircuit
    {
        public Wire First;
        public readonly Pair[] Pairs = [new Pair(), new Pair()];
        [Public]
        public Wire[][] Grid = [new Wire[1], new Wire[2]];
        public string Comment = "not an input";

        public void Define(CircuitBuilder cs)
        {
            cs.AssertEqual(First, Grid[0][0]);
            cs.AssertEqual(Pairs[0].Left * Pairs[0].Right, Grid[1][0]);
            cs.AssertEqual(Pairs[1].Left * Pairs[1].Right, Grid[1][1]);
        }
    }

    private sealed class Pair
    {
        public Wire Left;
        public Wire Right;
    }

    private sealed class PropertyInput : ICircuit
    {
        public Wire X { get; set; }

        public void Define(CircuitBuilder cs) => cs.AssertBoolean(X);
    }

    private sealed class Fickle : ICircuit
    {
        public Wire X;
        public bool Twice;

        public void Define(CircuitBuilder cs)
        {
            Wire square = X * X;
            cs.AssertProduct(square, Twice ? square * X : square, 1);
        }
    }

    [Fact]
    public void Inputs_are_numbered_in_declaration_order_public_ones_first()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Nested());
        Assert.Equal(
            [
                "Grid[0][0]", "Grid[1][0]", "Grid[1][1]", "First",
                "Pairs[0].Left", "Pairs[0].Right", "Pairs[1].Left", "Pairs[1].Right",
            ],
            circuit.InputNames);
        Assert.Equal(3, circuit.R1cs.PublicCount);
        Nested assignment = new() { First = 9, Grid = [[9], [6, 20]] };
        (assignment.Pairs[0].Left, assignment.Pairs[0].Right) = (2, 3);
        (assignment.Pairs[1].Left, assignment.Pairs[1].Right) = (4, 5);
        using Witness witness = circuit.Solve(assignment);
        Assert.Equal([9, 6, 20], witness.PublicInputs.ToArray().Select(x => (int)x.ToBigInteger()));
    }

    [Fact]
    public void An_assignment_is_as_it_was_after_solving()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Nested());
        Nested assignment = new() { First = 1 };
        for (int i = 0; i < 2; i++)
        {
            _ = Assert.Throws<UnsatisfiedException>(() => circuit.Solve(assignment));
            Assert.True(assignment.First.TryGetConstant(out Fr value));
            Assert.Equal(Fr.One, value);
        }
    }

    [Fact]
    public void Another_shape_is_refused()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Nested());
        CircuitException failure = Assert.Throws<CircuitException>(
            () => circuit.Solve(new Nested { Grid = [new Wire[1], new Wire[3]] }));
        Assert.Contains("3 public and 5 private", failure.Message, StringComparison.Ordinal);
        _ = Assert.Throws<CircuitException>(() => CompiledCircuit.Compile(new Nested { Grid = [null!, new Wire[2]] }));
    }

    [Fact]
    public void A_property_that_looks_like_an_input_is_refused() =>
        Assert.Throws<CircuitException>(() => CompiledCircuit.Compile(new PropertyInput()));

    [Fact]
    public void A_circuit_that_depends_on_more_than_its_shape_is_noticed()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Fickle { Twice = false });
        _ = Assert.Throws<CircuitException>(() => circuit.Solve(new Fickle { X = 1, Twice = true }));
        CompiledCircuit other = CompiledCircuit.Compile(new Fickle { Twice = true });
        _ = Assert.Throws<CircuitException>(() => other.Solve(new Fickle { X = 1, Twice = false }));
    }

    [Fact]
    public void Operators_agree_with_the_field()
    {
        Fr a = new Numbers(5).Field();
        Fr b = new Numbers(6).Field();
        GadgetCheck check = new(
            (cs, x) =>
            [
                x[0] + x[1], x[0] - x[1], -x[0], x[0] * x[1], (3 * x[0]) - 4, x[0] * -2,
                cs.Sum([x[0], x[1], 7]), cs.InnerProduct([b, Fr.Zero, a], [x[0], x[1], 5], b), x[0] - x[0],
            ],
            2,
            9);
        Fr two = Fr.FromUInt64(2);
        _ = check.Accepts(
            [a, b],
            a + b, a - b, -a, a * b, (Fr.FromUInt64(3) * a) - Fr.FromUInt64(4), -(two * a),
            a + b + Fr.FromUInt64(7), (b * a) + (a * Fr.FromUInt64(5)) + b, 0);
    }

    [Fact]
    public void Products_of_cancelled_and_constant_wires_fold_alike_in_both_modes()
    {
        GadgetCheck check = new(
            (cs, x) =>
            {
                Wire zero = x[0] - x[0];
                Wire seven = zero + 7;
                Wire none = x[0] * 0;
                Wire folded = (seven * x[0]) + (zero * x[1]) + (none * x[1]);
                cs.AssertProduct(seven, x[0], folded);
                cs.AssertProduct(none, x[1], 0);
                cs.AssertZero(zero);
                return [folded * x[1]];
            },
            2,
            1);
        _ = check.HasConstraints(1).Accepts([3, 5], 105);
    }

    [Fact]
    public void A_shifted_product_is_the_same_as_a_product_and_a_sum()
    {
        Fr factor = new Numbers(12).Field();
        GadgetCheck check = new(
            (cs, x) =>
            {
                Wire shifted = cs.MultiplyShifted(x[0], x[1], factor, x[2] + 1, out Wire product);
                Wire folded = cs.MultiplyShifted(x[0] - x[0] + 2, x[1], factor, 5, out Wire twice);
                Wire constant = cs.MultiplyShifted(3, x[1], factor, 5, out Wire thrice);
                return [shifted, product, folded, twice, constant, thrice];
            },
            3,
            6);
        Fr[] x = new Numbers(13).Fields(3);
        Fr two = x[1] + x[1];
        Fr three = two + x[1];
        Fr five = Fr.FromUInt64(5);
        _ = check.Accepts(
            Numbers.Wires(x),
            (factor * x[0] * x[1]) + x[2] + Fr.One,
            x[0] * x[1],
            (factor * two) + five,
            two,
            (factor * three) + five,
            three);
        _ = Assert.Throws<ArgumentException>(
            () => new GadgetCheck((cs, w) => [cs.MultiplyShifted(w[0], w[0], Fr.Zero, 0, out _)], 1, 1));
    }

    [Fact]
    public void A_wrong_assertion_between_constants_does_not_compile()
    {
        CircuitException failure = Assert.Throws<CircuitException>(
            () => new GadgetCheck(
                (cs, _) =>
                {
                    cs.AssertEqual(2 * (Wire)3, 7);
                    return [];
                },
                1));
        Assert.Contains("2 * (Wire)3 == 7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hint_is_computed_from_its_inputs_and_must_be_bound()
    {
        static void Root(ReadOnlySpan<Fr> inputs, Span<Fr> outputs) => outputs[0] = inputs[0] * inputs[0].Inverse();
        GadgetCheck bound = new((cs, x) => [cs.Hint(x, Root, "ratio") * x[0]], 1, 1);
        _ = bound.Accepts([5], 5).SurvivesLies([5], [5]);
        GadgetCheck free = new((cs, x) => [x[0] + (0 * cs.Hint(x, Root, "ratio"))], 1, 1);
        _ = Assert.ThrowsAny<Exception>(() => free.SurvivesLies([5], [5]));
        _ = free.SurvivesLies([5], [5], "ratio");
    }

    [Fact]
    public void The_identity_depends_on_constraints_only()
    {
        static CompiledCircuit Of(int constant) =>
            CompiledCircuit.Compile(new Testing.GadgetCircuit((_, x) => [(x[0] * x[1]) + constant], 2, 1));
        byte[] id = Of(4).Id.ToArray();
        Assert.Equal(32, id.Length);
        Assert.Equal(id, Of(4).Id.ToArray());
        Assert.NotEqual(id, Of(5).Id.ToArray());
    }

    [Fact]
    public void A_disposed_witness_is_cleared_and_says_so()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Testing.GadgetCircuit((_, x) => [x[0] * x[0]], 1, 1));
        Witness witness = circuit.Solve(new Testing.GadgetCircuit((_, x) => [x[0] * x[0]], 1, 1).With([3], 9));
        ReadOnlyMemory<Fr> memory = witness.Memory;
        witness.Dispose();
        Assert.All(memory.ToArray(), value => Assert.True(value.IsZero));
        _ = Assert.Throws<ObjectDisposedException>(() => witness.Values.Length);
    }

    [Fact]
    public void Strict_digits_and_hashes_solve_alike_on_the_test_engine()
    {
        GadgetCheck check =
            new((cs, x) => [PoseidonGadget.Hash(cs, Bits.DecomposeStrict(cs, x[0]).AsSpan(240, 3).ToArray())], 1, 1);
        Fr x = new Numbers(11).Field();
        Fr[] bits = [.. Enumerable.Range(240, 3).Select(i => Fr.FromUInt64((ulong)((x.ToBigInteger() >> i) & 1)))];
        _ = check.Accepts([x], Poseidon.Hash(bits));
    }
}
