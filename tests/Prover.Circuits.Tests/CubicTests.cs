using Prover.Circuit.Cubic;
using Xunit;

namespace Prover.Circuits.Tests;

public sealed class CubicTests
{
    private static readonly CompiledCircuit Circuit = CompiledCircuit.Compile(new Cubic());

    [Fact]
    public void Three_is_a_root_for_35()
    {
        using Witness witness = Circuit.Solve(new Cubic { X = 3, Y = 35 });
        Assert.Empty(Circuit.Check(witness.Values));
        _ = TestEngine.Run(new Cubic { X = 3, Y = 35 });
    }

    [Theory]
    [InlineData(3, 36)]
    [InlineData(4, 35)]
    [InlineData(0, 0)]
    public void Another_pair_is_refused_by_its_source_expression(int x, int y)
    {
        UnsatisfiedException failure = Assert.Throws<UnsatisfiedException>(
            () => Circuit.Solve(new Cubic { X = x, Y = y }));
        Assert.Contains("(X * X * X) + X + 5 == Y", failure.Message, StringComparison.Ordinal);
        Assert.Equal("Cubic.cs", failure.Constraint!.Label.File);
    }

    [Fact]
    public void It_has_two_constraints() => Assert.Equal(2, Circuit.R1cs.ConstraintCount);
}
