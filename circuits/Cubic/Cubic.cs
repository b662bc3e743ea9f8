using Prover.Circuits;

namespace Prover.Circuit.Cubic;

/// <summary>"I know x with x³ + x + 5 = y", y public. Three constraints before, two after elimination.</summary>
public sealed class Cubic : ICircuit
{
    /// <summary>The result.</summary>
    [Public]
    public Wire Y;

    /// <summary>The secret root.</summary>
    public Wire X;

    /// <inheritdoc/>
    public void Define(CircuitBuilder cs)
    {
        ArgumentNullException.ThrowIfNull(cs);
        cs.AssertEqual((X * X * X) + X + 5, Y);
    }
}
