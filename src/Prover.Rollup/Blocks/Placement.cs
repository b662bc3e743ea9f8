namespace Prover.Rollup;

/// <summary>What became of an operation that was offered to a block.</summary>
/// <param name="Error">Why it is refused: it is not valid as things stand.</param>
/// <param name="Limit">Why it is kept: it may go into the next block.</param>
public readonly record struct Placement(OperationError Error, BlockLimit Limit)
{
    /// <summary>It is in the block.</summary>
    public bool Placed => Error == OperationError.None && Limit == BlockLimit.None;

    /// <summary>Not valid.</summary>
    public static Placement Refused(OperationError error) => new(error, BlockLimit.None);

    /// <summary>No room.</summary>
    public static Placement Kept(BlockLimit limit) => new(OperationError.None, limit);
}
