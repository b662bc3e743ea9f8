using Prover.Algebra;
using Prover.Circuits.Gadgets;
using Prover.Circuits.Testing;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class DeterminednessTests
{
    [Fact]
    public void The_inverse_of_zero_is_free_but_the_result_is_not()
    {
        DeterminednessReport report = Analyze((cs, x) => [Comparison.IsZero(cs, x[0])], [0], [1]);
        Assert.Empty(report.FreeOutputs);
        Assert.Equal(1, report.FreeWires);
        report = Analyze((cs, x) => [Comparison.IsZero(cs, x[0])], [5], [0]);
        Assert.Empty(report.FreeOutputs);
        Assert.Equal(0, report.FreeWires);
    }

    [Fact]
    public void Sound_gadgets_are_determined()
    {
        Assert.Empty(Analyze((cs, x) => Bits.Decompose(cs, x[0], 8), [0b1011], [1, 1, 0, 1, 0, 0, 0, 0]).FreeOutputs);
        Fr hash = Poseidon.Hash([Fr.One, Fr.FromUInt64(2)]);
        DeterminednessReport report = Analyze((cs, x) => [PoseidonGadget.Hash(cs, x)], [1, 2], [hash]);
        Assert.Empty(report.FreeOutputs);
        Assert.Equal(240, report.Rank);
        Assert.Equal(0, report.Redundant);
    }

    [Fact]
    public void IsZero_made_of_hints_alone_is_found()
    {
        static void Hint(ReadOnlySpan<Fr> x, Span<Fr> y) => y[0] = x[0].IsZero ? Fr.One : Fr.Zero;
        DeterminednessReport report = Analyze(
            (cs, x) =>
            {
                Wire isZero = cs.Hint(x, Hint, "is zero");
                cs.AssertProduct(x[0], isZero, 0);
                return [isZero];
            },
            [0],
            [1]);
        Assert.Equal(["Outputs[0]"], report.FreeOutputs);
    }

    [Fact]
    public void Division_without_a_bound_on_the_remainder_is_found()
    {
        static void Divide(ReadOnlySpan<Fr> x, Span<Fr> y)
        {
            y[0] = Fr.FromUInt64((ulong)(x[0].ToBigInteger() / x[1].ToBigInteger()));
            y[1] = Fr.FromUInt64((ulong)(x[0].ToBigInteger() % x[1].ToBigInteger()));
        }

        DeterminednessReport report = Analyze(
            (cs, x) =>
            {
                Wire[] result = cs.Hint(2, x, Divide, "division");
                cs.AssertEqual((result[0] * x[1]) + result[1], x[0]);
                return result;
            },
            [17, 5],
            [3, 2]);
        Assert.Equal(["Outputs[0]", "Outputs[1]"], report.FreeOutputs);
    }

    [Fact]
    public void Two_digits_that_nobody_checks_are_found_and_the_others_are_not_blamed()
    {
        static void Digits(ReadOnlySpan<Fr> x, Span<Fr> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = ((x[0].ToBigInteger() >> i) & 1).IsZero ? Fr.Zero : Fr.One;
            }
        }

        DeterminednessReport report = Analyze(
            (cs, x) =>
            {
                Wire[] bits = cs.Hint(5, x, Digits, "digits");
                cs.AssertEqual(Bits.Compose(cs, bits), x[0]);
                for (int i = 0; i < 3; i++)
                {
                    cs.AssertBoolean(bits[i]);
                }

                return bits;
            },
            [0b10110],
            [0, 1, 1, 0, 1]);
        Assert.Equal(["Outputs[3]", "Outputs[4]"], report.FreeOutputs);
    }

    [Fact]
    public void Repeated_constraints_count_as_redundant()
    {
        DeterminednessReport report = Analyze(
            (cs, x) =>
            {
                cs.AssertProduct(x[0] * x[1], x[1], 18);
                Wire again = x[0] * x[1];
                cs.AssertProduct(again, x[1], 18);
                return [again];
            },
            [2, 3],
            [6]);
        Assert.Empty(report.FreeOutputs);
        Assert.Equal(2, report.Redundant);
    }

    private static DeterminednessReport Analyze(
        Func<CircuitBuilder, Wire[], Wire[]> define, Wire[] inputs, Wire[] outputs)
    {
        GadgetCircuit shape = new(define, inputs.Length, outputs.Length);
        CompiledCircuit circuit = CompiledCircuit.Compile(shape);
        using Witness witness = circuit.Solve(shape.With(inputs, outputs));
        return Determinedness.Analyze(circuit, witness, name => name.StartsWith("Outputs", StringComparison.Ordinal));
    }
}
