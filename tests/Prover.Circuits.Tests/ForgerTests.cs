using Prover.Algebra;
using Prover.Circuits.Testing;
using Xunit;

namespace Prover.Circuits.Tests;

/// <summary>The forger finds what a linear assertion only seems to refuse.</summary>
public sealed class ForgerTests
{
    /// <summary>x = 5·quotient + rest, and nobody asks for rest &lt; 5; both are shown in a product.</summary>
    private sealed class Division : ICircuit
    {
        [Public]
        public Wire X;
        [Public]
        public Wire Square;

        public void Define(CircuitBuilder cs)
        {
            Wire[] result = cs.Hint(2, [X], Divide, "division");
            cs.AssertEqual((5 * result[0]) + result[1], X);
            cs.AssertProduct(result[0], result[0], Square);
        }
    }

    [Fact]
    public void A_lie_that_another_hint_makes_up_for_goes_through()
    {
        Division forged = new() { X = 17, Square = 49 };
        Forger forger = new(forged);

        // 17 = 5·7 − 18. Solving notices: the honest rest of 17 is 2.
        _ = Assert.Throws<UnsatisfiedException>(() => forger.Circuit.Solve(forged));
        Assert.Empty(forger.Refusals(forged, static (hint, _) => hint.Output == 0 ? Fr.FromUInt64(7) : null));
        Assert.NotEmpty(forger.Refusals(forged, static (hint, _) => hint.Output == 0 ? Fr.FromUInt64(8) : null));
    }

    [Fact]
    public void A_lying_witness_is_told_together_with_what_makes_up_for_it()
    {
        // The rest of the division has no wire of its own: it is what the quotient leaves.
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                Wire[] result = cs.Hint(2, [x[0]], Divide, "division");
                cs.AssertEqual((5 * result[0]) + result[1], x[0]);
                _ = result[0] * result[1];
                return [x[0]];
            },
            1,
            1);
        IReadOnlyList<UnboundHint> unbound = LyingWitness.UnboundHints(new Forger(shape), shape.With([17], 17));
        Assert.NotEmpty(unbound);
        Assert.All(unbound, static hint => Assert.Equal(0, hint.Hint.Output));
    }

    [Fact]
    public void A_hint_that_is_a_copy_cannot_be_lied_about()
    {
        // The copy has no wire of its own, so there is nothing to choose.
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                Wire copy = cs.Hint([x[0]], static (values, outputs) => outputs[0] = values[0], "copy");
                cs.AssertEqual(copy, x[0]);
                return [copy * copy];
            },
            1,
            1);
        Forger forger = new(shape);
        GadgetCircuit honest = shape.With([3], 9);
        Assert.Empty(LyingWitness.UnboundHints(forger, honest));
        Assert.Empty(forger.Refusals(honest));
        _ = Assert.Throws<CircuitException>(() => forger.Refusals(honest, static (_, _) => Fr.FromUInt64(4)));
    }

    [Fact]
    public void A_private_input_that_a_linear_assertion_removes_is_not_the_provers_to_choose()
    {
        // The sum of the parts is what it is, whatever the input says: 3 + 4 = 8 is the witness of 3 + 4 = 7.
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                cs.AssertEqual(x[0] + x[1], x[2]);
                return [x[0] * x[1]];
            },
            3,
            1);
        Forger forger = new(shape);
        Assert.Empty(forger.Refusals(shape.With([3, 4, 8], 12)));
        Assert.NotEmpty(forger.Refusals(shape.With([3, 4, 7], 13)));
    }

    [Fact]
    public void What_depends_on_itself_is_settled_by_another_choice()
    {
        // The copy is removed as a function of the product that is made from it.
        GadgetCircuit shape = new(
            static (cs, x) =>
            {
                Wire copy = cs.Hint([x[0]], static (values, outputs) => outputs[0] = values[0], "copy");
                Wire product = copy * x[1];
                cs.AssertEqual(copy + (2 * product), x[0] + (2 * (x[0] * x[1])));
                return [product];
            },
            2,
            1);
        Forger forger = new(shape);
        Assert.Empty(forger.Refusals(shape.With([3, 5], 15)));
        Assert.NotEmpty(forger.Refusals(shape.With([3, 5], 16)));
    }

    [Fact]
    public void Rows_of_the_final_system_are_named()
    {
        Division forged = new() { X = 17, Square = 10 };
        UnsatisfiedConstraint row = Assert.Single(new Forger(forged).Refusals(forged));
        Assert.Equal("(result[0]) * (result[0]) == Square", row.Label.Expression);
        Assert.Equal(Fr.FromUInt64(9), row.Left);
        Assert.Equal(Fr.FromUInt64(10), row.Right);
    }

    private static void Divide(ReadOnlySpan<Fr> x, Span<Fr> y)
    {
        y[0] = Fr.FromUInt64((ulong)(x[0].ToBigInteger() / 5));
        y[1] = Fr.FromUInt64((ulong)(x[0].ToBigInteger() % 5));
    }
}
