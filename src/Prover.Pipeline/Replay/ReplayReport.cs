namespace Prover.Pipeline;

/// <summary>What came of an attempt that was repeated.</summary>
/// <param name="Bundle">The attempt.</param>
/// <param name="Failure">How it failed this time; null if it has a right proof now.</param>
/// <param name="Assignment">The digest of the assignment made this time; null if it got none.</param>
public sealed record ReplayReport(ReplayBundle Bundle, WorkFailure? Failure, ContentHash? Assignment)
{
    /// <summary>Whether the assignment is the same as in the attempt; null if one of them is not known.</summary>
    public bool? HasSameAssignment =>
        Bundle.Assignment is { } then && Assignment is { } now ? then == now : null;

    /// <summary>
    /// Whether it failed in the same way: same stage and kind, and for a block that is at fault the same reason to the
    /// letter. What a machine says of itself names the machine, so there the reason may differ.
    /// </summary>
    public bool IsSameFailure =>
        Failure is not null
        && Failure.Stage == Bundle.Stage
        && Failure.Kind == Bundle.Kind
        && (Failure.Kind != WorkFailureKind.Poison || Failure.Reason == Bundle.Reason);

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        string outcome = Failure is null
            ? "a right proof now"
            : $"{Failure.Kind} in {Failure.Stage}: {Failure.Reason}";
        string assignment = HasSameAssignment switch
        {
            true => "; same assignment",
            false => "; ANOTHER assignment",
            null => "",
        };
        return $"job {Bundle.Job}, attempt {Bundle.Fence}: {(IsSameFailure ? "the same again: " : "")}"
            + $"{outcome}{assignment}";
    }
}
