namespace Prover.Circuits.Testing;

/// <summary>
/// A circuit around one gadget, for tests: some private inputs, and public outputs that the gadget must equal.
/// </summary>
/// <param name="define">The gadget: inputs to outputs.</param>
/// <param name="inputs">Number of private inputs.</param>
/// <param name="outputs">Number of outputs; each costs no constraint.</param>
public sealed class GadgetCircuit(Func<CircuitBuilder, Wire[], Wire[]> define, int inputs, int outputs) : ICircuit
{
    /// <summary>What the gadget must return.</summary>
    [Public]
    public readonly Wire[] Outputs = new Wire[outputs];

    /// <summary>What it gets.</summary>
    public readonly Wire[] Inputs = new Wire[inputs];

    /// <summary>The same gadget with values: an assignment.</summary>
    /// <exception cref="ArgumentException">The lengths differ from those of the circuit.</exception>
    public GadgetCircuit With(ReadOnlySpan<Wire> inputs, params ReadOnlySpan<Wire> outputs)
    {
        if (inputs.Length != Inputs.Length || outputs.Length != Outputs.Length)
        {
            throw new ArgumentException($"{Inputs.Length} inputs and {Outputs.Length} outputs are needed.");
        }

        GadgetCircuit assignment = new(define, inputs.Length, outputs.Length);
        inputs.CopyTo(assignment.Inputs);
        outputs.CopyTo(assignment.Outputs);
        return assignment;
    }

    /// <inheritdoc/>
    public void Define(CircuitBuilder cs)
    {
        ArgumentNullException.ThrowIfNull(cs);
        Wire[] results = define(cs, Inputs);
        for (int i = 0; i < Outputs.Length; i++)
        {
            cs.AssertEqual(results[i], Outputs[i], "result", $"Outputs[{i}]");
        }
    }
}
