namespace Prover.Pipeline;

/// <summary>What a proof that comes in, early, late or twice, makes of a job.</summary>
internal static class Completing
{
    /// <summary>A proof is handed in. It is not believed yet.</summary>
    /// <remarks>A proof that comes after its lease was lost is as good as any other, also for a job that was
    /// quarantined meanwhile.</remarks>
    public static (WorkAnswer Answer, JobChange? Change) Complete(
        Job? job, WorkItem item, WorkerIdentity worker, WorkResult result, DateTimeOffset now)
    {
        if (job is null || item.Fence < 1 || item.Fence > job.Fence
            || result.Proof.Length != BlockSubmission.ProofBytes)
        {
            return (WorkAnswer.Refused, null);
        }

        // The number of a dropped block may have been given to another envelope.
        if (job.Stage > JobStage.Prove || job.State is JobState.Dropped || item.Envelope != job.Envelope)
        {
            return (WorkAnswer.NotNeeded, null);
        }

        string times = FormattableString.Invariant(
            $"witness {result.WitnessTime.TotalMilliseconds:0} ms, prove {result.ProveTime.TotalMilliseconds:0} ms");
        Job proved = job with
        {
            Stage = JobStage.Verify,
            State = JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Failures = 0,
            Lease = null,
            Proof = result.Proof.ToArray(),
            ProvedBy = worker.Name,
        };
        Job before = job with { Stage = JobStage.Prove };
        JobEvent happened = JobChange.Event(before, now, JobEventKind.Proved, worker.Name, times);
        return (WorkAnswer.Accepted, new JobChange(proved, happened with { Attempt = item.Fence }));
    }

    /// <summary>The proof verifies: the job waits for its turn on L1.</summary>
    public static JobChange Accept(Job job, DateTimeOffset now)
    {
        Job verified = job with
        {
            Stage = JobStage.Submit,
            State = JobState.Waiting,
            StageSince = now,
            NotBefore = now,
            Failures = 0,
            FailedWorkers = [],
            Reason = null,
        };
        return new JobChange(verified, JobChange.Event(job, now, JobEventKind.Verified, job.ProvedBy));
    }
}
