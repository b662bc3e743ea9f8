namespace Prover.Circuits;

/// <summary>The size of a circuit.</summary>
public sealed record CircuitStatistics
{
    /// <summary>Rows of the R1CS.</summary>
    public required int Constraints { get; init; }

    /// <summary>Wires, the constant one included.</summary>
    public required int Wires { get; init; }

    /// <summary>Public inputs.</summary>
    public required int PublicInputs { get; init; }

    /// <summary>Private inputs.</summary>
    public required int PrivateInputs { get; init; }

    /// <summary>Variables that linear constraints removed.</summary>
    public required int RemovedVariables { get; init; }

    /// <summary>Terms of A.</summary>
    public required long NonZerosA { get; init; }

    /// <summary>Terms of B.</summary>
    public required long NonZerosB { get; init; }

    /// <summary>Terms of C.</summary>
    public required long NonZerosC { get; init; }

    /// <summary>
    /// Inputs that no constraint mentions: a public one is not bound to anything, a private one is useless.
    /// </summary>
    public required IReadOnlyList<string> UnusedInputs { get; init; }

    /// <summary>Created wires that no constraint mentions: useless hints.</summary>
    public required int UnusedWires { get; init; }
}
