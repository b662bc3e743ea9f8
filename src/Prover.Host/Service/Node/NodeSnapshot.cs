using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>One consistent look at the job table.</summary>
/// <param name="Time">When.</param>
/// <param name="Counts">Jobs by stage and state.</param>
/// <param name="Living">Jobs that wait or run, the oldest first, at most 1,000.</param>
/// <param name="Newest">The newest jobs, at most 50.</param>
/// <param name="Broken">Jobs that are held or dead, the newest first, at most 100.</param>
/// <param name="Bundles">Replay bundles of the first twenty of them.</param>
/// <param name="Workers">All devices that were ever seen.</param>
/// <param name="Transactions">Transactions of the sender that are not final.</param>
/// <param name="LastProved">The newest job with a verified proof; null if there is none.</param>
/// <param name="LastEvent">Number of the last event.</param>
internal sealed record NodeSnapshot(
    DateTimeOffset Time,
    IReadOnlyList<JobCount> Counts,
    IReadOnlyList<Job> Living,
    IReadOnlyList<Job> Newest,
    IReadOnlyList<Job> Broken,
    IReadOnlyDictionary<JobId, ContentHash> Bundles,
    IReadOnlyList<WorkerRecord> Workers,
    IReadOnlyList<L1Transaction> Transactions,
    Job? LastProved,
    long LastEvent)
{
    /// <summary>That of a node without jobs.</summary>
    public static NodeSnapshot Empty(DateTimeOffset now)
    {
        return new NodeSnapshot(now, [], [], [], [], new Dictionary<JobId, ContentHash>(), [], [], null, 0);
    }

    /// <summary>Reads it.</summary>
    public static NodeSnapshot Read(IJobReader reader, DateTimeOffset now)
    {
        IReadOnlyList<Job> broken = reader.Select(new JobQuery
        {
            States = [JobState.Held, JobState.Dead], NewestFirst = true, Limit = 100,
        });
        IReadOnlyList<Job> proved = reader.Select(new JobQuery
        {
            Stages = [JobStage.Submit, JobStage.Final], NewestFirst = true, Limit = 1,
        });
        return new NodeSnapshot(
            now,
            reader.Counts(),
            reader.Select(new JobQuery { States = [JobState.Waiting, JobState.Running], Limit = 1000 }),
            reader.Select(new JobQuery { NewestFirst = true, Limit = 50 }),
            broken,
            BundlesOf(reader, broken.Take(20)),
            reader.Workers(),
            [.. reader.L1Transactions(0).Where(sent => sent.State != L1TransactionState.Final)],
            proved.Count == 0 ? null : proved[0],
            EventCursor.Last(reader));
    }

    private static Dictionary<JobId, ContentHash> BundlesOf(IJobReader reader, IEnumerable<Job> jobs)
    {
        Dictionary<JobId, ContentHash> bundles = [];
        foreach (Job job in jobs)
        {
            if (Reports.BundleOf(reader, job.Id) is { } bundle)
            {
                bundles[job.Id] = bundle;
            }
        }

        return bundles;
    }
}
