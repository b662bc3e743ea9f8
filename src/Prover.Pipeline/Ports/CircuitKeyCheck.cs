using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Whether a circuit here and on L1 is the same: both sides, to be shown.</summary>
/// <param name="CircuitId">The circuit's id.</param>
/// <param name="Local">What is here.</param>
/// <param name="OnL1">What the contract has; null if it does not know the circuit.</param>
public sealed record CircuitKeyCheck(Bytes32 CircuitId, RegisteredKey Local, RegisteredKey? OnL1)
{
    /// <summary>Whether blocks of the circuit can be verified by the contract.</summary>
    public bool Matches => OnL1 == Local;

    /// <summary>One line with both sides.</summary>
    public override string ToString() => OnL1 is { } there
        ? $"circuit {CircuitId}: here {Local}, on L1 {there}"
        : $"circuit {CircuitId}: here {Local}, on L1 nothing is registered under this id";
}
