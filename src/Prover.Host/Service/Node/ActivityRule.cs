using System.Globalization;
using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>Tells idle, working and stuck apart.</summary>
internal static class ActivityRule
{
    /// <summary>The stages that a node has in its hand. Finality is L1's: waiting for it is not work.</summary>
    private static readonly JobStage[] Active = [JobStage.Witness, JobStage.Prove, JobStage.Verify, JobStage.Submit];

    private const int Named = 3;

    /// <summary>What the node does, and why it is stuck if it is.</summary>
    /// <param name="living">Jobs that wait or run.</param>
    /// <param name="held">Jobs that need an operator.</param>
    /// <param name="times">Medians and last moves.</param>
    /// <param name="since">When the node became ready: before that nothing could move.</param>
    /// <param name="now">The time.</param>
    /// <param name="floor">No stage is stuck before this.</param>
    public static (NodeActivity Activity, IReadOnlyList<string> Why) Of(
        IReadOnlyList<Job> living,
        IReadOnlyList<Job> held,
        StageTimes times,
        DateTimeOffset since,
        DateTimeOffset now,
        TimeSpan floor)
    {
        List<string> why = [.. held.Take(Named).Select(job => $"{job.Id} is held: {job.Reason}")];
        bool any = false;
        foreach (IGrouping<JobStage, Job> stage in living.GroupBy(StageOf).Where(g => Active.Contains(g.Key)))
        {
            any = true;
            DateTimeOffset moved = stage.Max(job => LastMove(job, since));
            moved = times.LastMove(stage.Key) is { } heard && heard > moved ? heard : moved;
            bool due = stage.Any(job => job.NotBefore <= now);
            TimeSpan limit = times.Median(stage.Key) is { } median && 3 * median > floor ? 3 * median : floor;
            if (due && now - moved > limit)
            {
                double quiet = (now - moved).TotalSeconds;
                why.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Name(stage.Key)}: {stage.Count()} jobs, nothing has moved for {quiet:0} s"));
            }
        }

        return (why.Count > 0 ? NodeActivity.Stuck : any ? NodeActivity.Working : NodeActivity.Idle, why);
    }

    // Witness and proof are one piece of work: a job that waits for a worker is waiting for both.
    private static JobStage StageOf(Job job)
    {
        return job.Stage == JobStage.Witness ? JobStage.Prove : job.Stage;
    }

    private static DateTimeOffset LastMove(Job job, DateTimeOffset since)
    {
        DateTimeOffset moved = job.Lease is { } lease && lease.ProgressAt > job.StageSince
            ? lease.ProgressAt : job.StageSince;
        return moved > since ? moved : since;
    }

    private static string Name(JobStage stage)
    {
        return stage == JobStage.Prove ? "witness and prove" : stage.ToString().ToLowerInvariant();
    }
}
