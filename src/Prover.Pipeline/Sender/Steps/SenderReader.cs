using System.Collections.Immutable;

namespace Prover.Pipeline;

/// <summary>Reads what the sender decides by.</summary>
internal static class SenderReader
{
    /// <summary>Of each stage; those behind have their turn later.</summary>
    private const int MaximumJobs = 1000;

    private static readonly JobQuery s_submit = Open(JobStage.Submit);
    private static readonly JobQuery s_final = Open(JobStage.Final);

    /// <summary>The stored state for the jobs of one chain.</summary>
    public static SenderState Read(IJobReader reader, ulong chainId)
    {
        ulong floor = SenderSettings.Floor(reader);
        IReadOnlyList<L1Transaction> rows = reader.L1Transactions(floor);
        return new SenderState
        {
            Jobs = Jobs(reader, chainId),
            Rows = rows,
            Floor = floor,
            Mark = SenderSettings.Mark(reader),
            Caps = rows
                .Select(row => (row.Nonce, Caps: SenderSettings.Caps(reader, row.Nonce)))
                .Where(entry => entry.Caps is not null)
                .ToImmutableDictionary(entry => entry.Nonce, entry => entry.Caps!),
        };
    }

    /// <summary>Stage by stage: when L1 finalises nothing for hours, what waits for that must not crowd out what is
    /// to be sent.</summary>
    private static IReadOnlyList<Job> Jobs(IJobReader reader, ulong chainId) =>
    [
        .. reader.Select(s_submit)
            .Concat(reader.Select(s_final))
            .Where(job => job.Id.ChainId == chainId)
            .OrderBy(job => job.Id),
    ];

    private static JobQuery Open(JobStage stage) => new()
    {
        Stages = [stage],
        States = [JobState.Waiting, JobState.Running, JobState.Held],
        Limit = MaximumJobs,
    };
}
