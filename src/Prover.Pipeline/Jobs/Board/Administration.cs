namespace Prover.Pipeline;

/// <summary>What an operator's word makes of a job.</summary>
internal static class Administration
{
    /// <summary>Back to a stage; the change, or why not.</summary>
    public static (JobChange? Change, string? Refusal) Requeue(
        Job job, JobStage from, bool hasTransaction, string by, DateTimeOffset now)
    {
        if (job.State is JobState.Done or JobState.Dropped)
        {
            return (null, $"job {job.Id} is {Name(job)}: it stays so");
        }

        if (from == JobStage.Final || from > job.Stage)
        {
            return (null, $"job {job.Id} is at {job.Stage}: expected that stage or one before it, found {from}");
        }

        if (hasTransaction && from < JobStage.Submit)
        {
            return (null, $"job {job.Id} has a transaction on its way to L1: resolve that first");
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
    public static (JobChange? Change, string? Refusal) Drop(Job job, bool hasTransaction, string by, DateTimeOffset now)
    {
        if (job.State is not (JobState.Dead or JobState.Held))
        {
            return (null, $"job {job.Id} is {Name(job)}: expected a dead or held one");
        }

        if (hasTransaction)
        {
            return (null, $"job {job.Id} has a transaction on its way to L1: resolve that first");
        }

        Job next = job with { State = JobState.Dropped, Lease = null, Proof = null };
        return (new JobChange(next, JobChange.Event(next, now, JobEventKind.Dropped, by, job.Reason)), null);
    }

    private static string Name(Job job) => job.State.ToString().ToLowerInvariant();
}
