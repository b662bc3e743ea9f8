namespace Prover.Wire;

/// <summary>The answer to a <see cref="JobQuestion"/>: <c>job-history.v1</c>.</summary>
/// <param name="IsKnown">Whether there is such a job.</param>
/// <param name="IsComplete">False if more events follow: ask again after the last one.</param>
/// <param name="Events">Events in order, as many as fit into one message.</param>
public sealed record JobHistory(bool IsKnown, bool IsComplete, IReadOnlyList<JobUpdate> Events)
{
    /// <summary>So many events fit into a message, whatever they say.</summary>
    public const int MaximumEvents = 25;
}
