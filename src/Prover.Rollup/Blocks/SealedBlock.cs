namespace Prover.Rollup;

/// <summary>A sealed block and the state that it leads to.</summary>
/// <param name="Block">The block.</param>
/// <param name="State">The state after it, whose root is the block's new root.</param>
public sealed record SealedBlock(ExecutedBlock Block, RollupState State);
