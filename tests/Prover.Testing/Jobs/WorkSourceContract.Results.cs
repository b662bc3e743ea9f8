using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <content>Proofs that are handed in, and jobs that are handed back.</content>
public abstract partial class WorkSourceContract
{
    [SourceFact]
    public async Task A_proof_arrives_as_it_was_made()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.CompleteAsync(item, Result(9)));
        Job row = await RowAsync(1);
        Assert.Equal((JobStage.Verify, JobState.Waiting), (row.Stage, row.State));
        Assert.Equal(Result(9).Proof.ToArray(), row.Proof!.Value.ToArray());
        Assert.Equal(one.Name, row.ProvedBy);
        Assert.Equal(JobEventKind.Proved, (await HistoryAsync(1))[^1]);
    }

    [SourceFact]
    public async Task A_second_proof_is_not_needed()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.CompleteAsync(item, Result(1)));
        Assert.Equal(WorkAnswer.NotNeeded, await one.CompleteAsync(item, Result(2)));
        Assert.Equal(Result(1).Proof.ToArray(), (await RowAsync(1)).Proof!.Value.ToArray());
    }

    [SourceFact]
    public async Task A_late_proof_is_taken_and_the_next_holder_is_told()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        WorkItem late = await one.TakeAsync();
        Task<WorkItem> waiting = two.TakeAsync();
        await GoOnAsync(Rules.LeaseTime + TimeSpan.FromMinutes(5), waiting);
        WorkItem current = await waiting;
        Assert.Equal(WorkAnswer.LeaseLost, await one.RenewAsync(late, JobStage.Prove, 0.5));
        Assert.Equal(WorkAnswer.Accepted, await one.CompleteAsync(late));

        // The proof that came may be wrong: the holder goes on until it is verified.
        Assert.Equal(WorkAnswer.LeaseLost, await two.RenewAsync(current, JobStage.Prove, 0.5));
        Assert.True(await Board.AcceptProofAsync(await RowAsync(1), default));
        Assert.Equal(WorkAnswer.NotNeeded, await two.RenewAsync(current, JobStage.Prove, 0.6));
        Assert.Equal(WorkAnswer.NotNeeded, await two.CompleteAsync(current, Result(2)));
        Assert.Equal(one.Name, (await RowAsync(1)).ProvedBy);
    }

    [SourceFact]
    public async Task An_old_number_changes_nothing()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        WorkItem old = await one.TakeAsync();
        Task<WorkItem> waiting = two.TakeAsync();
        await GoOnAsync(Rules.LeaseTime + TimeSpan.FromMinutes(5), waiting);
        WorkItem current = await waiting;
        Job before = await RowAsync(1);
        Assert.Equal(WorkAnswer.LeaseLost, await one.RenewAsync(old));
        Assert.Equal(WorkAnswer.LeaseLost, await one.FailAsync(old, Failure(WorkFailureKind.Poison)));
        Assert.Equal(WorkAnswer.LeaseLost, await one.FailAsync(old, Failure(WorkFailureKind.WrongProof)));
        Assert.Equal(WorkAnswer.LeaseLost, await one.ReturnAsync(old));
        Job after = await RowAsync(1);
        Assert.Equal((before.Lease, before.Fence, before.State), (after.Lease, after.Fence, after.State));
        Assert.Equal(WorkAnswer.Accepted, await two.CompleteAsync(current));
    }

    [SourceFact]
    public async Task A_number_that_was_never_given_is_refused()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Refused, await one.CompleteAsync(item with { Fence = item.Fence + 1 }));
        Assert.Equal(WorkAnswer.Refused, await one.CompleteAsync(item with { Job = TextEnvelope.Id(99) }));
        Assert.Null((await RowAsync(1)).Proof);
        Assert.Equal(WorkAnswer.Accepted, await one.CompleteAsync(item));
    }

    [SourceFact]
    public async Task A_returned_job_is_there_at_once_and_nobody_is_blamed()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.ReturnAsync(item));
        Job row = await RowAsync(1);
        Assert.Equal((JobState.Waiting, 0, null), (row.State, row.Failures, row.Lease));
        Assert.Empty(row.FailedWorkers);
        WorkItem again = await one.TakeAsync();
        Assert.Equal(item.Fence + 1, again.Fence);
        Assert.Contains(JobEventKind.Returned, await HistoryAsync(1));
    }
}
