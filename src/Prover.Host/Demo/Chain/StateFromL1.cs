using Prover.Algebra;
using Prover.L1;
using Prover.Rollup;

namespace Prover.Host.Demo.Chain;

/// <summary>Rebuilds the rollup's state from nothing but what the contract emitted, as anybody can.</summary>
internal static class StateFromL1
{
    /// <summary>Whether the diffs of all accepted blocks lead from the empty state to this root.</summary>
    public static async Task<bool> LeadsToAsync(
        Fr root, RollupContract rollup, BlockCapacities capacities, CancellationToken cancel)
    {
        RollupState state = RollupState.Empty;
        foreach (AcceptedBlock block in await rollup.GetAcceptedBlocksAsync(0, cancel).ConfigureAwait(false))
        {
            DiffError error = DiffCodec.TryDecode(
                block.Diff.Span, capacities, block.AccountCountBefore, out StateDiff? diff);
            if (error != DiffError.None || state.Root != block.OldRoot)
            {
                return false;
            }

            state = StateRebuilder.Apply(state, diff!);
            if (state.Root != block.NewRoot)
            {
                return false;
            }
        }

        return state.Root == root;
    }
}
