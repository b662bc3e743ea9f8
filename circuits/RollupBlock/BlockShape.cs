using System.Numerics;
using Prover.Circuits;
using Prover.Rollup;

namespace Prover.Circuit.RollupBlock;

/// <summary>
/// The capacities of one block circuit and what follows from them: the last time, widths, the number of rows.
/// </summary>
/// <remarks>Time 0 is before the block; accesses count from 1 in slot order; <see cref="EndTime"/> is after the
/// block.</remarks>
internal sealed class BlockShape(BlockCapacities capacities)
{
    /// <summary>The capacities.</summary>
    public BlockCapacities Capacities { get; } = capacities;

    /// <summary>The time of the reading that closes each group.</summary>
    public int EndTime => 1 + Capacities.Accesses;

    /// <summary>t: every time is below 2^t.</summary>
    public int TimeBits => BitOperations.Log2((uint)EndTime) + 1;

    /// <summary>Rows of the grouping: all accesses, and two for each table entry and for the reserved key.</summary>
    public int Rows => Capacities.Accesses + (2 * (Capacities.Touched + Capacities.NewAccounts + 1));

    /// <summary>Inputs for one path: the children of each level, leaf level first.</summary>
    public static Wire[][] PathInputs() =>
        [.. Enumerable.Range(0, TreeShape.Depth).Select(static _ => new Wire[TreeShape.Arity])];

    /// <summary>
    /// The key of the padding entry <paramref name="j"/>; touched entries count first, then new accounts.
    /// </summary>
    public static ulong PaddingKey(int j) => TreeShape.IndexLimit + (ulong)j;
}
