namespace Prover.Circuits;

/// <summary>What a non-constant wire hangs on: its builder, and whatever that builder keeps per wire.</summary>
internal abstract class WireNode
{
    internal abstract CircuitBuilder Builder { get; }
}

/// <summary>The node of all wires of one solver; their values lie in the wires themselves.</summary>
internal sealed class SolverNode(WitnessSolver solver) : WireNode
{
    internal override CircuitBuilder Builder => solver;
}
