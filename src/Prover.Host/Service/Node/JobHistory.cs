using Prover.Host.Service.Api;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>From the events of a job to its stages and attempts.</summary>
internal static class JobHistory
{
    /// <summary>The stages that a job came to, with what was tried in each.</summary>
    /// <param name="job">The job.</param>
    /// <param name="events">All its events, in order.</param>
    public static IReadOnlyList<StageReport> Of(Job job, IReadOnlyList<JobEvent> events)
    {
        List<StageReport> stages = [];
        foreach (JobStage stage in Enum.GetValues<JobStage>().Where(stage => stage <= Reached(job, events)))
        {
            IReadOnlyList<AttemptReport> attempts = Attempts([.. events.Where(e => Belongs(e, stage))]);
            DateTimeOffset started = Start(job, events, stage);
            DateTimeOffset? ended = End(job, events, stage);
            stages.Add(new StageReport(stage, started, ended, attempts));
        }

        return stages;
    }

    private static JobStage Reached(Job job, IReadOnlyList<JobEvent> events)
    {
        return events.Select(e => e.Stage).Append(job.Stage).Max();
    }

    private static bool Belongs(JobEvent happened, JobStage stage)
    {
        return happened.Kind switch
        {
            JobEventKind.Queued or JobEventKind.Requeued => false,
            JobEventKind.Witnessed => stage is JobStage.Witness or JobStage.Prove,
            JobEventKind.Proved => stage == JobStage.Prove,
            JobEventKind.Verified or JobEventKind.Rejected => stage == JobStage.Verify,
            JobEventKind.Mined => stage is JobStage.Submit or JobStage.Final,
            JobEventKind.Submitted or JobEventKind.Replaced => stage == JobStage.Submit,
            JobEventKind.Final or JobEventKind.Reorged => stage == JobStage.Final,
            _ => happened.Stage == stage,
        };
    }

    private static List<AttemptReport> Attempts(IReadOnlyList<JobEvent> events)
    {
        List<AttemptReport> attempts = [];
        foreach (JobEvent e in events)
        {
            bool opens = attempts.Count == 0 || attempts[^1].Ended is not null
                || (e.Attempt != 0 && attempts[^1].Attempt != e.Attempt);
            bool begins = e.Kind is JobEventKind.Leased or JobEventKind.Submitted;
            if (opens)
            {
                attempts.Add(new AttemptReport(
                    e.Attempt, e.By, e.Time, begins ? null : e.Time, begins ? null : e.Kind, e.Detail));
            }
            else
            {
                attempts[^1] = attempts[^1] with
                {
                    By = e.By ?? attempts[^1].By, Ended = e.Time, Outcome = e.Kind, Detail = e.Detail,
                };
            }
        }

        return attempts;
    }

    private static DateTimeOffset Start(Job job, IReadOnlyList<JobEvent> events, JobStage stage)
    {
        JobEventKind? opener = stage switch
        {
            JobStage.Prove => JobEventKind.Witnessed,
            JobStage.Verify => JobEventKind.Proved,
            JobStage.Submit => JobEventKind.Verified,
            JobStage.Final => JobEventKind.Mined,
            _ => null,
        };
        DateTimeOffset? noted = stage == JobStage.Prove ? WitnessEnd(events) : null;
        return noted ?? events.FirstOrDefault(e => e.Kind == opener)?.Time
            ?? (stage == JobStage.Witness ? job.Admitted : job.StageSince);
    }

    private static DateTimeOffset? End(Job job, IReadOnlyList<JobEvent> events, JobStage stage)
    {
        if (stage >= job.Stage && job.State != JobState.Done)
        {
            return null;
        }

        JobEventKind closer = stage switch
        {
            JobStage.Witness => JobEventKind.Witnessed,
            JobStage.Prove => JobEventKind.Proved,
            JobStage.Verify => JobEventKind.Verified,
            JobStage.Submit => JobEventKind.Mined,
            _ => JobEventKind.Final,
        };
        return events.LastOrDefault(e => e.Kind == closer)?.Time
            ?? (stage == JobStage.Witness ? WitnessEnd(events) : null) ?? job.StageSince;
    }

    /// <summary>When the witness was made, from the times that come with a proof: a short one has no event.</summary>
    private static DateTimeOffset? WitnessEnd(IReadOnlyList<JobEvent> events)
    {
        JobEvent? proved = events.LastOrDefault(e => e.Kind == JobEventKind.Proved);
        return ProvedTimes.In(proved?.Detail) is { } times ? proved!.Time - times.Prove : null;
    }
}
