using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>From the events of a job to its stages and attempts.</summary>
internal static class JobHistory
{
    /// <summary>What begins an attempt at each stage.</summary>
    private static readonly Dictionary<JobStage, JobEventKind> Openers = new()
    {
        [JobStage.Witness] = JobEventKind.Leased,
        [JobStage.Prove] = JobEventKind.Witnessed,
        [JobStage.Verify] = JobEventKind.Proved,
        [JobStage.Submit] = JobEventKind.Submitted,
        [JobStage.Final] = JobEventKind.Mined,
    };

    /// <summary>What ends each stage well.</summary>
    private static readonly Dictionary<JobStage, JobEventKind> Closers = new()
    {
        [JobStage.Witness] = JobEventKind.Witnessed,
        [JobStage.Prove] = JobEventKind.Proved,
        [JobStage.Verify] = JobEventKind.Verified,
        [JobStage.Submit] = JobEventKind.Mined,
        [JobStage.Final] = JobEventKind.Final,
    };

    /// <summary>The stages that a job came to, with what was tried in each.</summary>
    /// <param name="job">The job.</param>
    /// <param name="stored">All its events, in order.</param>
    public static IReadOnlyList<StageReport> Of(Job job, IReadOnlyList<JobEvent> stored)
    {
        IReadOnlyList<JobEvent> events = WithWitnesses(stored);
        JobStage reached = events.Select(e => e.Stage).Append(job.Stage).Max();
        return
        [
            .. Enum.GetValues<JobStage>().Where(stage => stage <= reached).Select(stage => new StageReport(
                stage, Start(job, events, stage), End(job, events, stage), Attempts(events, stage))),
        ];
    }

    /// <summary>
    /// A witness that was made before the lease was renewed has no event: the event of the proof tells its time.
    /// </summary>
    private static List<JobEvent> WithWitnesses(IReadOnlyList<JobEvent> stored)
    {
        List<JobEvent> events = [];
        foreach (JobEvent e in stored)
        {
            bool known = events.Any(earlier => earlier.Kind == JobEventKind.Witnessed && earlier.Attempt == e.Attempt);
            if (e.Kind == JobEventKind.Proved && !known && ProvedTimes.In(e.Detail) is { } times)
            {
                events.Add(e with { Kind = JobEventKind.Witnessed, Time = e.Time - times.Prove, Detail = null });
            }

            events.Add(e);
        }

        return events;
    }

    private static bool Belongs(JobEvent happened, JobStage stage)
    {
        return happened.Kind == Openers[stage] || happened.Kind == Closers[stage] || happened.Kind switch
        {
            JobEventKind.Queued or JobEventKind.Requeued => false,
            JobEventKind.Rejected => stage == JobStage.Verify,
            JobEventKind.Replaced => stage == JobStage.Submit,
            JobEventKind.Reorged => stage == JobStage.Final,
            JobEventKind other =>
                happened.Stage == stage && !Openers.ContainsValue(other) && !Closers.ContainsValue(other),
        };
    }

    private static List<AttemptReport> Attempts(IReadOnlyList<JobEvent> events, JobStage stage)
    {
        List<AttemptReport> attempts = [];
        foreach (JobEvent e in events.Where(e => Belongs(e, stage)))
        {
            bool begins = e.Kind == Openers[stage];
            bool goesOn = !begins && attempts.Count > 0 && attempts[^1] is { Ended: null } last
                && (e.Attempt == 0 || last.Attempt == 0 || last.Attempt == e.Attempt);
            if (goesOn)
            {
                AttemptReport open = attempts[^1];
                attempts[^1] = open with
                {
                    By = e.By ?? open.By, Ended = e.Time, Outcome = e.Kind, Detail = e.Detail ?? open.Detail,
                };
            }
            else
            {
                attempts.Add(new AttemptReport(
                    e.Attempt, e.By, e.Time, begins ? null : e.Time, begins ? null : e.Kind, e.Detail));
            }
        }

        return attempts;
    }

    private static DateTimeOffset Start(Job job, IReadOnlyList<JobEvent> events, JobStage stage)
    {
        JobEventKind? before = stage == JobStage.Witness ? null : Closers[stage - 1];
        return events.FirstOrDefault(e => e.Kind == before)?.Time
            ?? (stage == JobStage.Witness ? job.Admitted : job.StageSince);
    }

    private static DateTimeOffset? End(Job job, IReadOnlyList<JobEvent> events, JobStage stage)
    {
        bool isThere = stage >= job.Stage && job.State != JobState.Done;
        return isThere ? null : events.LastOrDefault(e => e.Kind == Closers[stage])?.Time ?? job.StageSince;
    }
}
