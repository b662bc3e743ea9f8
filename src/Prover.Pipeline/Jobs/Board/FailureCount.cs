namespace Prover.Pipeline;

/// <summary>How often the attempts at a job's proof have ended badly, each kind by itself.</summary>
/// <remarks>
/// Counted from the job's history, which is written in the same transactions as the job: so each stage has its own
/// limit although an attempt goes through both. Wrong proofs are not among them: they are counted for the device, and
/// no number of lying devices can make a job fail.
/// </remarks>
/// <param name="Witness">Failures to make the assignment.</param>
/// <param name="Prove">Failures to prove.</param>
/// <param name="Lost">Leases that ran out.</param>
internal readonly record struct FailureCount(int Witness, int Prove, int Lost)
{
    /// <summary>The count since the job was admitted or an operator sent it back.</summary>
    public static FailureCount Of(IEnumerable<JobEvent> history)
    {
        FailureCount count = default;
        foreach (JobEvent happened in history)
        {
            count = (happened.Kind, happened.Stage) switch
            {
                (JobEventKind.Queued or JobEventKind.Requeued, _) => default,
                (JobEventKind.LeaseLost, _) => count with { Lost = count.Lost + 1 },
                (JobEventKind.Failed, JobStage.Witness) => count with { Witness = count.Witness + 1 },
                (JobEventKind.Failed, JobStage.Prove) => count with { Prove = count.Prove + 1 },
                _ => count,
            };
        }

        return count;
    }

    /// <summary>The failures in Witness or Prove.</summary>
    public int In(JobStage stage) => stage == JobStage.Witness ? Witness : Prove;
}
