using Prover.Algebra;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class LanguageTests
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
        Assert.Equal(1, circuit.R1cs.PublicCount);
        Assert.Equal(["Y", "X"], circuit.InputNames);
        using Witness witness = circuit.Solve(new Cubic { X = 3, Y = 35 });
        Assert.Equal([Fr.One, Fr.FromUInt64(35), Fr.FromUInt64(3), Fr.FromUInt64(9)], witness.Values.ToArray());
        Assert.Empty(circuit.Check(witness));
    }

    [Fact]
    public void A_failed_assertion_is_reported_with_its_source()
    {
        CompiledCircuit circuit = CompiledCircuit.Compile(new Cubic());
        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(
            () => circuit.Solve(new Cubic { X = 3, Y = 36 }));
        Assert.StartsWith("LanguageTests.cs(14): ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(X * X * X) + X + 5 == Y", failure.Message, StringComparison.Ordinal);
    }
}
