using Prover.Circuits.Gadgets;
using Prover.Circuits.Testing;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class LooseWiresTests
{
    [Fact]
    public void The_inverse_of_zero_is_loose_and_of_anything_else_is_not()
    {
        GadgetCircuit shape = new((cs, x) => [Comparison.IsZero(cs, x[0])], 1, 1);
        CompiledCircuit circuit = CompiledCircuit.Compile(shape);
        Assert.Equal(["'inverse'[0] in Define > IsZero"], LooseWires.Find(circuit, shape.With([0], 1)));
        Assert.Empty(LooseWires.Find(circuit, shape.With([5], 0)));
    }

    [Fact]
    public void A_digit_that_nobody_checks_is_loose_only_where_its_weight_is_zero()
    {
        // bit·(bit − 1) = 0 is missing for the factor of x, and x is 0 in one of the witnesses.
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                Wire bit = cs.Hint([], static (_, outputs) => outputs[0] = Algebra.Fr.One, "bit");
                return [x[0] + (bit * x[1])];
            },
            2,
            1);
        CompiledCircuit circuit = CompiledCircuit.Compile(shape);
        Assert.Equal(["'bit'[0] in Define"], LooseWires.Find(circuit, shape.With([3, 0], 3)));
        Assert.Empty(LooseWires.Find(circuit, shape.With([3, 4], 7)));
    }

    [Fact]
    public void A_root_whose_sign_is_free_is_loose()
    {
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                Wire root = cs.Hint([], static (_, outputs) => outputs[0] = Algebra.Fr.FromUInt64(3), "root");
                cs.AssertProduct(root, root, x[0]);
                return [];
            },
            1,
            0);
        Assert.Equal(
            ["'root'[0] in Define"], LooseWires.Find(CompiledCircuit.Compile(shape), shape.With([9])));
    }

    [Fact]
    public void An_input_that_enters_nothing_and_a_product_that_nobody_reads_are_told_apart()
    {
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                using ScopeHandle scope = cs.Scope("lost");
                Wire product = x[0] * x[1];
                return [x[0] * x[0] * (product - product + 1)];
            },
            3,
            1);
        Assert.Equal(["Inputs[2]"], LooseWires.Find(CompiledCircuit.Compile(shape), shape.With([2, 5, 7], 4)));
    }

    [Fact]
    public void A_witness_that_does_not_satisfy_is_refused()
    {
        GadgetCircuit shape = new((cs, x) => [Comparison.IsZero(cs, x[0])], 1, 1);
        _ = Assert.Throws<UnsatisfiedException>(
            () => LooseWires.Find(CompiledCircuit.Compile(shape), shape.With([0], 0)));
    }
}
