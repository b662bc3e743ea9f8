namespace Prover.Pipeline;

/// <summary>What a failure makes of a job: another try after a pause, or quarantine.</summary>
internal static class Failing
{
    /// <summary>The longest reason that is kept, in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>A worker could not finish a job that it holds.</summary>
    /// <param name="job">The job, under the worker's lease.</param>
    /// <param name="worker">The device.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="others">Whether another device that is there could try.</param>
    /// <param name="now">The time.</param>
    /// <param name="rules">The rules.</param>
    public static JobChange Fail(
        Job job, string worker, WorkFailure failure, bool others, DateTimeOffset now, JobRules rules)
    {
        // One device alone cannot condemn a block while another one is there to be asked.
        bool condemned = failure.Kind == WorkFailureKind.Poison && (!others || job.FailedWorkers.Count > 0);
        string reason = Line(failure.Reason);
        string detail = failure.Bundle is { } bundle ? $"{reason} [bundle {bundle}]" : reason;
        return TryAgain(job, failure.Stage, worker, detail, JobEventKind.Failed, condemned, now, rules);
    }

    /// <summary>The proof of a job does not verify: another device is asked.</summary>
    public static JobChange Reject(Job job, DateTimeOffset now, JobRules rules)
    {
        string by = job.ProvedBy ?? "";
        Job without = job with { Proof = null, ProvedBy = null };
        return TryAgain(
            without,
            JobStage.Prove,
            by,
            $"the proof made by {by} does not verify",
            JobEventKind.Rejected,
            condemned: false,
            now,
            rules);
    }

    /// <summary>This node could not verify: its own failure, the proof stays.</summary>
    public static JobChange FailVerify(Job job, string reason, DateTimeOffset now, JobRules rules)
    {
        int failures = job.Failures + 1;
        bool dead = failures >= rules.Verify.Attempts;
        Job next = job with
        {
            State = dead ? JobState.Dead : JobState.Waiting,
            Failures = failures,
            NotBefore = now + rules.Verify.PauseAfter(failures),
            Reason = Line(reason),
        };
        JobEventKind kind = dead ? JobEventKind.Dead : JobEventKind.Failed;
        return new JobChange(next, JobChange.Event(next, now, kind, null, next.Reason));
    }

    /// <summary>A name added to those that are asked last; each once, in order.</summary>
    public static IReadOnlyList<string> Add(IReadOnlyList<string> names, string name) =>
        name.Length == 0 || names.Contains(name) ? names : [.. names, name];

    /// <summary>One line of bounded length.</summary>
    public static string Line(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }

    private static JobChange TryAgain(
        Job job,
        JobStage stage,
        string worker,
        string detail,
        JobEventKind kind,
        bool condemned,
        DateTimeOffset now,
        JobRules rules)
    {
        int failures = job.Failures + 1;
        bool dead = condemned || failures >= rules.Of(stage).Attempts;
        JobEvent failed = JobChange.Event(job with { Stage = stage }, now, kind, worker, detail);
        Job next = job with
        {
            Stage = dead ? stage : JobStage.Witness,
            State = dead ? JobState.Dead : JobState.Waiting,
            StageSince = now,
            Failures = failures,
            NotBefore = now + rules.Of(stage).PauseAfter(failures),
            Lease = null,
            FailedWorkers = Add(job.FailedWorkers, worker),
            Reason = detail,
        };
        return dead
            ? new JobChange(next, failed, JobChange.Event(next, now, JobEventKind.Dead, worker, detail))
            : new JobChange(next, failed);
    }
}
