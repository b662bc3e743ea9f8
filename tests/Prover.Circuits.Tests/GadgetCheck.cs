using Prover.Algebra;
using Prover.Circuits.Testing;
using Xunit;

namespace Prover.Circuits.Tests;

/// <summary>One gadget under test: compiled once; each case runs on the solver, the R1CS and the test engine.</summary>
internal sealed class GadgetCheck
{
    private readonly GadgetCircuit _shape;

    public GadgetCheck(Func<CircuitBuilder, Wire[], Wire[]> define, int inputs, int outputs = 0)
    {
        _shape = new GadgetCircuit(define, inputs, outputs);
        Circuit = CompiledCircuit.Compile(_shape);
    }

    public CompiledCircuit Circuit { get; }

    public GadgetCheck HasConstraints(int count)
    {
        Assert.Equal(count, Circuit.R1cs.ConstraintCount);
        return this;
    }

    public GadgetCheck Accepts(Wire[] inputs, params Wire[] outputs)
    {
        GadgetCircuit assignment = _shape.With(inputs, outputs);
        using Witness witness = Circuit.Solve(assignment);
        Assert.Empty(Circuit.Check(witness));
        _ = TestEngine.Run(assignment);
        return this;
    }

    public GadgetCheck Rejects(Wire[] inputs, params Wire[] outputs)
    {
        GadgetCircuit assignment = _shape.With(inputs, outputs);
        _ = Assert.Throws<UnsatisfiedException>(() => Circuit.Solve(assignment));
        _ = Assert.Throws<UnsatisfiedException>(() => TestEngine.Run(assignment));
        using Witness witness = Circuit.Solve(assignment, new SolveOptions { CollectFailures = true });
        Assert.NotEmpty(Circuit.Check(witness));
        return this;
    }

    /// <summary>No hint can be changed unnoticed but those named.</summary>
    public GadgetCheck SurvivesLies(Wire[] inputs, Wire[] outputs, params string[] free) =>
        SurvivesLies(inputs, outputs, 1, free);

    /// <summary>The same for every stride-th hinted value.</summary>
    public GadgetCheck SurvivesLies(Wire[] inputs, Wire[] outputs, int stride, params string[] free)
    {
        IReadOnlyList<UnboundHint> unbound = LyingWitness.UnboundHints(
            Circuit, _shape.With(inputs, outputs), hint => free.Contains(hint.Label), stride: stride);
        Assert.True(unbound.Count == 0, string.Join('\n', unbound.Take(5)));
        return this;
    }

    /// <summary>No hint of every stride-th can be changed unnoticed.</summary>
    public GadgetCheck SurvivesLies(int stride, Wire[] inputs, Wire[] outputs)
    {
        IReadOnlyList<UnboundHint> unbound = LyingWitness.UnboundHints(
            Circuit, _shape.With(inputs, outputs), stride: stride);
        Assert.True(unbound.Count == 0, string.Join('\n', unbound.Take(5)));
        return this;
    }

    public static Wire[] Row(params Wire[] wires) => wires;

    public static Wire Power(int exponent) => Fr.FromUInt64(2).Pow(exponent);
}
