namespace Prover.Host.Demo.Workload;

/// <summary>Counts the rows that did not make it into a block, by reason.</summary>
internal sealed class RejectionTally
{
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Reasons and their counts, by name.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Counts one row.</summary>
    public void Add(string reason)
    {
        counts[reason] = counts.GetValueOrDefault(reason) + 1;
    }
}
