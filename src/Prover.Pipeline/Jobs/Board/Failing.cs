namespace Prover.Pipeline;

/// <summary>What a failure makes of a job: another try after a pause, or quarantine.</summary>
internal static class Failing
{
    /// <summary>The longest reason that is kept, in characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>A worker could not finish a job that it holds.</summary>
    /// <param name="job">The job, under the worker's lease.</param>
    /// <param name="before">How often it has failed before.</param>
    /// <param name="worker">The device.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="others">Whether another device that is there could try.</param>
    /// <param name="now">The time.</param>
    /// <param name="rules">The rules.</param>
    public static JobChange Fail(
        Job job,
        FailureCount before,
        string worker,
        WorkFailure failure,
        bool others,
        DateTimeOffset now,
        JobRules rules)
    {
        string detail = WithBundle(failure.Reason, failure.Bundle);
        if (failure.Kind == WorkFailureKind.WrongProof)
        {
            return AskAnother(job, worker, detail, now);
        }

        // One device alone cannot condemn a block while another one is there to be asked.
        bool condemned = failure.Kind == WorkFailureKind.Poison
            && (!others || job.FailedWorkers.Any(name => name != worker));
        int failures = before.In(failure.Stage) + 1;
        StageRules stage = rules.Of(failure.Stage);
        JobEvent failed = JobChange.Event(
            job with { Stage = failure.Stage }, now, JobEventKind.Failed, worker, detail);
        Job next = Back(job, worker, detail, now) with { NotBefore = now + stage.PauseAfter(failures) };
        return condemned || failures >= stage.Attempts
            ? new JobChange(Dead(next, failure.Stage), failed, Died(next, failure.Stage, worker, now))
            : new JobChange(next, failed);
    }

    /// <summary>A lease ran out, or its worker makes no progress: somebody else goes on at once.</summary>
    /// <remarks>A node that is started again loses its workers too, so this has a limit of its own.</remarks>
    public static JobChange Lose(Job job, FailureCount before, string why, DateTimeOffset now, JobRules rules)
    {
        string worker = job.Lease is { } lease ? $"{lease.Worker}/{lease.Device}" : "";
        JobEvent lost = JobChange.Event(job, now, JobEventKind.LeaseLost, worker, why);
        Job next = Back(job, worker, why, now);
        return before.Lost + 1 >= rules.LeaseLossLimit
            ? new JobChange(Dead(next, job.Stage), lost, Died(next, job.Stage, worker, now))
            : new JobChange(next, lost);
    }

    /// <summary>The proof of a job does not verify: another device is asked.</summary>
    public static JobChange Reject(Job job, ContentHash? bundle, DateTimeOffset now)
    {
        string by = job.ProvedBy ?? "";
        Job without = job with { Proof = null, ProvedBy = null };
        return AskAnother(without, by, WithBundle($"the proof made by {by} does not verify", bundle), now);
    }

    /// <summary>This node could not verify: its own failure, the proof stays.</summary>
    public static JobChange FailVerify(Job job, string reason, DateTimeOffset now, JobRules rules)
    {
        int failures = job.Failures + 1;
        Job next = job with
        {
            Failures = failures,
            NotBefore = now + rules.Verify.PauseAfter(failures),
            Reason = Line(reason),
        };
        JobEvent failed = JobChange.Event(next, now, JobEventKind.Failed, null, next.Reason);
        return failures >= rules.Verify.Attempts
            ? new JobChange(Dead(next, JobStage.Verify), failed, Died(next, JobStage.Verify, null, now))
            : new JobChange(next, failed);
    }

    /// <summary>One line of bounded length.</summary>
    public static string Line(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }

    /// <summary>A wrong proof is no fault of the block: at once, and not counted against it.</summary>
    private static JobChange AskAnother(Job job, string worker, string detail, DateTimeOffset now) => new(
        Back(job, worker, detail, now),
        JobChange.Event(job with { Stage = JobStage.Prove }, now, JobEventKind.Rejected, worker, detail));

    private static Job Back(Job job, string worker, string reason, DateTimeOffset now) => job with
    {
        Stage = JobStage.Witness,
        State = JobState.Waiting,
        StageSince = now,
        NotBefore = now,
        Failures = job.Failures + 1,
        Lease = null,
        FailedWorkers = Add(job.FailedWorkers, worker),
        Reason = reason,
    };

    private static Job Dead(Job job, JobStage stage) => job with { Stage = stage, State = JobState.Dead };

    private static JobEvent Died(Job job, JobStage stage, string? worker, DateTimeOffset now) =>
        JobChange.Event(job with { Stage = stage }, now, JobEventKind.Dead, worker, job.Reason);

    private static string WithBundle(string reason, ContentHash? bundle) =>
        bundle is { } named ? $"{Line(reason)} [bundle {named}]" : Line(reason);

    /// <summary>A name added to those that are asked last; each once, in order.</summary>
    private static IReadOnlyList<string> Add(IReadOnlyList<string> names, string name) =>
        name.Length == 0 || names.Contains(name) ? names : [.. names, name];
}
