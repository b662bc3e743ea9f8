using Prover.Algebra;
using Prover.Circuits.Testing;
using Xunit;

namespace Prover.Circuits.Tests;

/// <summary>One gadget under test: compiled once; each case runs on the solver, the R1CS and the test engine.</summary>
/// <remarks>
/// Soundness is asked of the gadget with all its inputs public: a private input that only a linear assertion ties to an
/// output would be the prover's to choose.
/// </remarks>
internal sealed class GadgetCheck
{
    private readonly GadgetCircuit _shape;
    private readonly Lazy<Forger> _forger;

    public GadgetCheck(Func<CircuitBuilder, Wire[], Wire[]> define, int inputs, int outputs = 0)
    {
        _shape = new GadgetCircuit(define, inputs, outputs);
        _forger = new Lazy<Forger>(() => new Forger(new Pinned(_shape)));
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
        Assert.Empty(Circuit.Check(witness.Values));
        _ = TestEngine.Run(assignment);
        return this;
    }

    public GadgetCheck Rejects(Wire[] inputs, params Wire[] outputs)
    {
        GadgetCircuit assignment = _shape.With(inputs, outputs);
        _ = Assert.Throws<UnsatisfiedException>(() => Circuit.Solve(assignment));
        _ = Assert.Throws<UnsatisfiedException>(() => TestEngine.Run(assignment));
        Assert.NotEmpty(_forger.Value.Refusals(new Pinned(assignment)));
        return this;
    }

    /// <summary>The rows that refuse given inputs and outputs of a prover who lies about hints.</summary>
    public IReadOnlyList<UnsatisfiedConstraint> Refusals(Wire[] inputs, Wire[] outputs, HintLie? lie = null) =>
        _forger.Value.Refusals(new Pinned(_shape.With(inputs, outputs)), lie);

    /// <summary>No hint can be changed unnoticed but those named, and no wire alone.</summary>
    public GadgetCheck SurvivesLies(Wire[] inputs, Wire[] outputs, params string[] free) =>
        SurvivesLies(inputs, outputs, 1, free);

    /// <summary>The same for every stride-th hinted value.</summary>
    public GadgetCheck SurvivesLies(Wire[] inputs, Wire[] outputs, int stride, params string[] free)
    {
        IReadOnlyList<UnboundHint> unbound = LyingWitness.UnboundHints(
            _forger.Value, new Pinned(_shape.With(inputs, outputs)), hint => free.Contains(hint.Label), stride: stride);
        Assert.True(unbound.Count == 0, string.Join('\n', unbound.Take(5)));
        Assert.All(
            LooseWires.Find(_forger.Value.Circuit, new Pinned(_shape.With(inputs, outputs))),
            wire => Assert.Contains(free, label => wire.StartsWith($"'{label}'", StringComparison.Ordinal)));
        return this;
    }

    /// <summary>No hint of every stride-th can be changed unnoticed.</summary>
    public GadgetCheck SurvivesLies(int stride, Wire[] inputs, Wire[] outputs) =>
        SurvivesLies(inputs, outputs, stride);

    public static Wire[] Row(params Wire[] wires) => wires;

    public static Wire Power(int exponent) => Fr.FromUInt64(2).Pow(exponent);

    private sealed class Pinned(GadgetCircuit gadget) : ICircuit
    {
        [Public]
        public readonly GadgetCircuit Gadget = gadget;

        public void Define(CircuitBuilder cs) => Gadget.Define(cs);
    }
}
