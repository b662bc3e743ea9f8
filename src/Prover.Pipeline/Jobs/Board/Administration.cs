namespace Prover.Pipeline;

/// <summary>What an operator's word makes of a job.</summary>
internal static class Administration
{
    /// <summary>Back to a stage; the change, or why not.</summary>
    public static (JobChange? Change, string? Refusal) Requeue(
        Job job, JobStage from, string? bound, string by, DateTimeOffset now)
    {
        if (job.State is JobState.Done or JobState.Dropped)
        {
            return (null, $"job {job.Id} is {Name(job)}: it stays so");
        }

        if (from == JobStage.Final || from > job.Stage)
        {
            return (null, $"job {job.Id} is at {job.Stage}: expected that stage or one before it, found {from}");
        }

        // A block that is on L1 may have come there by a transaction that is not in the store.
        if (from < JobStage.Submit && (bound ?? OnL1(job)) is { } refusal)
        {
            return (null, refusal);
        }

        bool keepsProof = from >= JobStage.Verify;
        if (keepsProof && job.Proof is null)
        {
            return (null, $"job {job.Id} has no proof");
        }

        Job next = job with
        {
            Stage = from == JobStage.Prove ? JobStage.Witness : from,
            State = JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Failures = 0,
            FailedWorkers = [],
            Lease = null,
            Proof = keepsProof ? job.Proof : null,
            ProvedBy = keepsProof ? job.ProvedBy : null,
            Reason = null,
        };
        return (new JobChange(next, JobChange.Event(next, now, JobEventKind.Requeued, by)), null);
    }

    /// <summary>Another round in the same stage; the change, or why not.</summary>
    public static (JobChange? Change, string? Refusal) Retry(Job job, string by, DateTimeOffset now)
    {
        if (job.State is not (JobState.Dead or JobState.Held))
        {
            return (null, $"job {job.Id} is {Name(job)}: expected a dead or held one");
        }

        Job next = job with
        {
            Stage = job.Stage == JobStage.Prove ? JobStage.Witness : job.Stage,
            State = JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Failures = 0,
            FailedWorkers = [],
            Lease = null,
            Reason = null,
        };
        return (new JobChange(next, JobChange.Event(next, now, JobEventKind.Requeued, by)), null);
    }

    /// <summary>Gives it up; the change, or why not.</summary>
    public static (JobChange? Change, string? Refusal) Drop(Job job, string? bound, string by, DateTimeOffset now)
    {
        if (job.State is not (JobState.Dead or JobState.Held))
        {
            return (null, $"job {job.Id} is {Name(job)}: expected a dead or held one");
        }

        if ((bound ?? OnL1(job)) is { } refusal)
        {
            return (null, refusal);
        }

        Job next = job with { State = JobState.Dropped, StageSince = now, Lease = null, Proof = null };
        return (new JobChange(next, JobChange.Event(next, now, JobEventKind.Dropped, by, job.Reason)), null);
    }

    private static string? OnL1(Job job) =>
        job.Stage == JobStage.Final ? $"block {job.Id} is on L1, or was: it keeps its number and its proof" : null;

    private static string Name(Job job) => job.State.ToString().ToLowerInvariant();
}
