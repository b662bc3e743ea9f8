using Prover.Wire;

namespace Prover.Client;

/// <summary>The node refuses a block, or the door does not let us in; sending the same again does not help. The message
/// is one line.</summary>
public sealed class BlockRefusedException : Exception
{
    /// <summary>Says why.</summary>
    public BlockRefusedException(BlockVerdict? verdict, string message, Exception? inner = null)
        : base(message, inner) => Verdict = verdict;

    /// <summary>The node's answer; null if the block did not come so far.</summary>
    public BlockVerdict? Verdict { get; }
}
