using Prover.Host.Service.Node;
using Prover.Pipeline;

namespace Prover.Host.Service.StartUp;

/// <summary>The payloads that the job table names: blocks of its jobs, bundles in their history.</summary>
internal static class NamedPayloads
{
    private const int Page = 5000;

    /// <summary>All of them.</summary>
    public static HashSet<ContentHash> In(IJobReader reader)
    {
        HashSet<ContentHash> named = [];
        IReadOnlyList<Job> jobs = [];
        do
        {
            JobQuery query = new() { After = jobs.Count == 0 ? null : jobs[^1].Id, Limit = Page };
            jobs = reader.Select(query);
            named.UnionWith(jobs.Select(job => job.Envelope));
        }
        while (jobs.Count == Page);

        IReadOnlyList<JobEvent> events = [];
        do
        {
            events = reader.Events(events.Count == 0 ? 0 : events[^1].Sequence, null, Page);
            named.UnionWith(events.Select(e => Reports.BundleIn(e.Detail)).OfType<ContentHash>());
        }
        while (events.Count == Page);

        return named;
    }
}
