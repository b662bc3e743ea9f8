using Prover.Pipeline;

namespace Prover.Queue;

/// <summary>What became of a message of the queue of blocks.</summary>
/// <param name="Admission">The answer to the block; null if it is incomplete, or not to be answered now.</param>
/// <param name="IsLater">True if the message goes to the end of the queue.</param>
internal sealed record BlockOutcome(Admission? Admission, bool IsLater)
{
    /// <summary>The part is stored; more are to come.</summary>
    public static BlockOutcome Incomplete { get; } = new(null, IsLater: false);

    /// <summary>Nothing was stored; those behind it may go first.</summary>
    public static BlockOutcome Later { get; } = new(null, IsLater: true);

    /// <summary>The block has an answer.</summary>
    public static BlockOutcome Of(Admission admission) => new(admission, IsLater: false);
}
