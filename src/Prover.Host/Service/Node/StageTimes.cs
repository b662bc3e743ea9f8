using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>A stage that was done.</summary>
/// <param name="Job">The job.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Time">How long it took.</param>
/// <param name="By">Who did it; null for the node itself.</param>
internal sealed record StageDone(JobId Job, JobStage Stage, TimeSpan Time, string? By);

/// <summary>From events to the times of stages and their medians.</summary>
/// <remarks>Thread-safe. It knows only what happened since the process started.</remarks>
internal sealed class StageTimes
{
    private const int Kept = 101;
    private const int MostJobs = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<JobId, DateTimeOffset> began = [];
    private readonly Dictionary<JobStage, Queue<TimeSpan>> recent = [];
    private readonly Dictionary<JobStage, DateTimeOffset> moved = [];

    /// <summary>Takes an event in; the stages that it ends.</summary>
    public IReadOnlyList<StageDone> Add(JobEvent happened)
    {
        lock (gate)
        {
            moved[happened.Stage] = happened.Time;
            IReadOnlyList<StageDone> done = DoneBy(happened);
            foreach (StageDone one in done)
            {
                Keep(one);
            }

            bool over = happened.Kind is JobEventKind.Final or JobEventKind.Dropped or JobEventKind.Dead;
            if (over)
            {
                _ = began.Remove(happened.Job);
            }
            else if (done.Count > 0 || Begins(happened.Kind))
            {
                Begin(happened);
            }

            return done;
        }
    }

    /// <summary>The median time of a stage; null before it was done three times.</summary>
    public TimeSpan? Median(JobStage stage)
    {
        lock (gate)
        {
            return recent.TryGetValue(stage, out Queue<TimeSpan>? times) && times.Count >= 3
                ? times.Order().ElementAt(times.Count / 2)
                : null;
        }
    }

    /// <summary>When something last happened in a stage; null if nothing has since the start.</summary>
    public DateTimeOffset? LastMove(JobStage stage)
    {
        lock (gate)
        {
            return moved.TryGetValue(stage, out DateTimeOffset time) ? time : null;
        }
    }

    private static bool Begins(JobEventKind kind)
    {
        return kind is JobEventKind.Leased or JobEventKind.Requeued or JobEventKind.Reorged;
    }

    private IReadOnlyList<StageDone> DoneBy(JobEvent happened)
    {
        // Both times come with the proof; a short witness has no event of its own.
        if (happened.Kind == JobEventKind.Proved && ProvedTimes.In(happened.Detail) is { } told)
        {
            return
            [
                new StageDone(happened.Job, JobStage.Witness, told.Witness, happened.By),
                new StageDone(happened.Job, JobStage.Prove, told.Prove, happened.By),
            ];
        }

        JobStage? stage = happened.Kind switch
        {
            JobEventKind.Proved => JobStage.Prove,
            JobEventKind.Verified => JobStage.Verify,
            JobEventKind.Mined => JobStage.Submit,
            JobEventKind.Final => JobStage.Final,
            _ => null,
        };
        return stage is JobStage ended && began.TryGetValue(happened.Job, out DateTimeOffset start)
            ? [new StageDone(happened.Job, ended, happened.Time - start, null)]
            : [];
    }

    private void Keep(StageDone done)
    {
        if (!recent.TryGetValue(done.Stage, out Queue<TimeSpan>? times))
        {
            recent[done.Stage] = times = new Queue<TimeSpan>();
        }

        times.Enqueue(done.Time);
        if (times.Count > Kept)
        {
            _ = times.Dequeue();
        }
    }

    private void Begin(JobEvent happened)
    {
        if (began.Count < MostJobs)
        {
            began[happened.Job] = happened.Time;
        }
    }
}
