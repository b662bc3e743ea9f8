namespace Prover.Pipeline;

/// <content>What the look at a proof makes of its job.</content>
public sealed partial class JobBoard
{
    /// <summary>The proof that was looked at verifies.</summary>
    /// <returns>False if the job has changed meanwhile; nothing was changed.</returns>
    public Task<bool> AcceptProofAsync(Job looked, CancellationToken cancel) => VerdictAsync(
        "accept proof",
        looked,
        (change, job) =>
        {
            change.Apply(Completing.Accept(job, Now));
            Count(change.Rows, job.ProvedBy!, record => record with { ProofsRight = record.ProofsRight + 1 });
        },
        cancel);

    /// <summary>The proof that was looked at does not verify: its device is counted, another one is asked.</summary>
    /// <param name="looked">The job as it was looked at.</param>
    /// <param name="bundle">The replay bundle; null if there is none.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False if the job has changed meanwhile; nothing was changed.</returns>
    public Task<bool> RejectProofAsync(Job looked, ContentHash? bundle, CancellationToken cancel) => VerdictAsync(
        "reject proof",
        looked,
        (change, job) =>
        {
            change.Apply(Failing.Reject(job, bundle, Now));
            CountWrong(change, job.Id, job.ProvedBy!);
        },
        cancel);

    /// <summary>This node could not look: the proof stays, and is looked at again after a pause.</summary>
    /// <returns>False if the job has changed meanwhile; nothing was changed.</returns>
    public Task<bool> PostponeVerdictAsync(Job looked, string reason, CancellationToken cancel) => VerdictAsync(
        "postpone verdict",
        looked,
        (change, job) => change.Apply(Failing.FailVerify(job, reason, Now, _rules)),
        cancel);

    private Task<bool> VerdictAsync(
        string what, Job looked, Action<BoardTransaction, Job> apply, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(looked);
        return ChangeAsync(
            what,
            change =>
            {
                if (change.Rows.Find(looked.Id) is not { Stage: JobStage.Verify, Proof: { } proof } job
                    || !proof.Span.SequenceEqual(looked.Proof.GetValueOrDefault().Span)
                    || job.ProvedBy != looked.ProvedBy
                    || job.Envelope != looked.Envelope)
                {
                    return false;
                }

                apply(change, job);
                return true;
            },
            cancel);
    }
}
