using Prover.Circuits;
using Prover.Rollup;
using Prover.Witness;

namespace Prover.Circuit.RollupBlock;

/// <summary>The block circuit as the witness generator sees it.</summary>
public sealed class RollupBlockCircuit : IBlockCircuit
{
    /// <summary>The circuit of the given capacities.</summary>
    /// <exception cref="ArgumentException">The capacities do not fit the layouts.</exception>
    public RollupBlockCircuit(BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        capacities.Validate();
        Capacities = capacities;
    }

    /// <inheritdoc/>
    public BlockCapacities Capacities { get; }

    /// <inheritdoc/>
    public ICircuit Create() => new RollupBlock(Capacities);

    /// <inheritdoc/>
    public ICircuit Assign(ExecutedBlock block, in PublicInputs inputs) => RollupBlock.Assign(block, inputs);
}
