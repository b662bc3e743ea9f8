using Prover.Circuits;
using Prover.Rollup;

namespace Prover.Witness;

/// <summary>A circuit that proves blocks. The witness generator knows no more of it than this.</summary>
public interface IBlockCircuit
{
    /// <summary>How much fits into a block.</summary>
    BlockCapacities Capacities { get; }

    /// <summary>The circuit without values, for compiling and setting up.</summary>
    ICircuit Create();

    /// <summary>The circuit's inputs for a block that was executed by the rules.</summary>
    /// <param name="block">The block; its capacities are this circuit's.</param>
    /// <param name="inputs">The public inputs.</param>
    ICircuit Assign(ExecutedBlock block, in PublicInputs inputs);
}
