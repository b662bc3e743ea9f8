using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>Computes values that the prover supplies freely; constraints must bind whatever it returns.</summary>
/// <param name="inputs">Values of the wires given to the hint.</param>
/// <param name="outputs">To be filled; zero on entry.</param>
public delegate void HintFunction(ReadOnlySpan<Fr> inputs, Span<Fr> outputs);
