using System.Collections.Immutable;

namespace Prover.Pipeline;

/// <summary>Reads what the sender decides by.</summary>
internal static class SenderReader
{
    /// <summary>Those behind have their turn later.</summary>
    private const int MaximumJobs = 1000;

    private static readonly JobQuery s_jobs = new()
    {
        Stages = [JobStage.Submit, JobStage.Final],
        States = [JobState.Waiting, JobState.Running, JobState.Held],
        Limit = MaximumJobs,
    };

    /// <summary>The stored state for the jobs of one chain.</summary>
    public static SenderState Read(IJobReader reader, ulong chainId)
    {
        ulong floor = SenderSettings.Floor(reader);
        IReadOnlyList<L1Transaction> rows = reader.L1Transactions(floor);
        return new SenderState
        {
            Jobs = [.. reader.Select(s_jobs).Where(job => job.Id.ChainId == chainId)],
            Rows = rows,
            Floor = floor,
            Mark = SenderSettings.Mark(reader),
            Caps = rows
                .Select(row => (row.Nonce, Caps: SenderSettings.Caps(reader, row.Nonce)))
                .Where(entry => entry.Caps is not null)
                .ToImmutableDictionary(entry => entry.Nonce, entry => entry.Caps!),
        };
    }
}
