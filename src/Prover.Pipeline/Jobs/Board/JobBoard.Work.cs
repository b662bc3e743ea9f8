namespace Prover.Pipeline;

/// <content>Workers renew their leases, hand in proofs and report failures.</content>
public sealed partial class JobBoard
{
    /// <inheritdoc/>
    public async Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(progress);
        See(worker);
        WorkAnswer answer = await ChangeAsync(
            "renew",
            change =>
            {
                if (Held(change.Rows, item, worker) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                if (Leasing.WhyStuck(job, Now, _rules) is { } why)
                {
                    Lose(change, job, why);
                    return WorkAnswer.LeaseLost;
                }

                change.Apply(Leasing.Renew(job, worker, progress, Now, _rules));
                return WorkAnswer.Accepted;
            },
            cancel).ConfigureAwait(false);
        if (answer == WorkAnswer.Accepted)
        {
            Tell(new JobNews(item.Job, null, progress));
        }

        return answer;
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(result);
        return ChangeAsync(
            "proof",
            change =>
            {
                // A device that is known to be wrong is not listened to either.
                if (IsQuarantined(change.Rows, worker))
                {
                    return WorkAnswer.Refused;
                }

                (WorkAnswer answer, JobChange? next) =
                    Completing.Complete(change.Rows.Find(item.Job), item, worker, result, Now);
                if (next is not null)
                {
                    change.Apply(next);
                }

                return answer;
            },
            cancel);
    }

    /// <inheritdoc/>
    public async Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Stage is not (JobStage.Witness or JobStage.Prove))
        {
            return WorkAnswer.Refused;
        }

        failure = await WithBundleAsync(item, worker, failure, cancel).ConfigureAwait(false);
        return await ChangeAsync(
            "fail",
            change =>
            {
                if (Held(change.Rows, item, worker) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                bool others = Others(change.Rows, worker)(job);
                FailureCount before = change.FailuresOf(job.Id);
                change.Apply(Failing.Fail(job, before, worker.Name, failure, others, Now, _rules));
                if (failure.Kind == WorkFailureKind.WrongProof)
                {
                    CountWrong(change, job.Id, worker.Name);
                }
                else
                {
                    Count(change.Rows, worker.Name, record => record with { Failures = record.Failures + 1 });
                }

                return WorkAnswer.Accepted;
            },
            cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        return ChangeAsync(
            "return",
            change =>
            {
                if (Held(change.Rows, item, worker) is not { } job)
                {
                    return Lost(change.Rows, item);
                }

                change.Apply(Leasing.Return(job, worker.Name, Now));
                return WorkAnswer.Accepted;
            },
            cancel);
    }

    /// <summary>The job, if the lease is the caller's and still the last one.</summary>
    private static Job? Held(IJobReader rows, WorkItem item, WorkerIdentity worker) =>
        rows.Find(item.Job) is { } job && Leasing.IsHeldBy(job, item, worker) ? job : null;

    /// <summary>The answer to a worker that does not hold the job. One that proves goes on while a proof of somebody
    /// else is only here and not verified: it may be wrong.</summary>
    private static WorkAnswer Lost(IJobReader rows, WorkItem item) => rows.Find(item.Job) switch
    {
        null => WorkAnswer.Refused,
        { Stage: JobStage.Verify, State: JobState.Waiting } => WorkAnswer.LeaseLost,
        { Stage: > JobStage.Prove } or { State: JobState.Dropped } => WorkAnswer.NotNeeded,
        _ => WorkAnswer.LeaseLost,
    };
}
