using Prover.Circuits;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Witness;

/// <summary>From the bytes of a block envelope to the full assignment of the block circuit. Stateless.</summary>
public sealed class WitnessGenerator
{
    private readonly IBlockCircuit _circuit;
    private readonly CompiledCircuit _compiled;
    private readonly EnvelopeChecker _checker;

    /// <summary>Takes a circuit and its compiled form, whose id the envelopes must name.</summary>
    public WitnessGenerator(IBlockCircuit circuit, CompiledCircuit compiled)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(compiled);
        _circuit = circuit;
        _compiled = compiled;
        _checker = new EnvelopeChecker(new Bytes32(compiled.Id), circuit.Capacities);
    }

    /// <summary>Reads, checks and solves.</summary>
    /// <param name="envelope">The bytes, hostile or not.</param>
    /// <param name="options">How to solve.</param>
    /// <exception cref="EnvelopeException">The bytes are not a block envelope.</exception>
    /// <exception cref="EnvelopeRefusedException">Its parts do not belong together.</exception>
    public BlockWitness Generate(ReadOnlyMemory<byte> envelope, SolveOptions? options = null) =>
        Solve(_checker.Check(BlockEnvelopeCodec.Decode(envelope)), options);

    /// <summary>Solves a block that was checked.</summary>
    public BlockWitness Solve(CheckedBlock block, SolveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(block);
        return new BlockWitness(block, _compiled.Solve(_circuit.Assign(block.Block, block.Inputs), options));
    }
}
