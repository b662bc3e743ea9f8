using Prover.Circuits;
using Prover.Groth16;
using Prover.Rollup;
using Prover.Witness;

namespace Prover.Pipeline;

/// <summary>A block circuit that can be proven: compiled, with its key.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Compiled">Its compiled form.</param>
/// <param name="Key">Its proving key; belongs to whoever opened it.</param>
public sealed record ProvableCircuit(IBlockCircuit Circuit, CompiledCircuit Compiled, ProvingKey Key)
{
    /// <summary>The circuit's identity.</summary>
    public Bytes32 Id { get; } = new(Compiled.Id);
}
