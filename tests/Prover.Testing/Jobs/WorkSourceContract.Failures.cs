using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <content>Failures.</content>
public abstract partial class WorkSourceContract
{
    [SourceFact]
    public async Task A_failed_job_waits_and_is_tried_again()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.FailAsync(item, Failure(WorkFailureKind.Transient)));
        Job row = await RowAsync(1);
        Assert.Equal((JobState.Waiting, 1), (row.State, row.Failures));
        Assert.True(row.NotBefore > Clock.Now);
        Assert.Contains("a Transient failure", row.Reason, StringComparison.Ordinal);
        Task<WorkItem> waiting = one.TakeAsync();
        await StillWaitsAsync(waiting);
        await GoOnAsync(TimeSpan.FromMinutes(1), waiting);
        Assert.Equal(item.Fence + 1, (await waiting).Fence);
    }

    [SourceFact]
    public async Task A_worker_that_failed_a_job_is_asked_last()
    {
        await AdmitAsync(1, 2);
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        WorkItem first = await one.TakeAsync();
        WorkItem second = await two.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.FailAsync(first, Failure(WorkFailureKind.Transient)));
        Task<WorkItem> waiting = one.TakeAsync();
        await GoOnAsync(Rules.LeaseTime / 3, waiting);
        await StillWaitsAsync(waiting);
        Assert.Equal(WorkAnswer.Accepted, await two.CompleteAsync(second));
        Assert.Equal(first.Job, (await two.TakeAsync()).Job);
        await AdmitAsync(3);
        Assert.Equal(TextEnvelope.Id(3), (await waiting).Job);
    }

    [SourceFact]
    public async Task A_reason_and_a_bundle_arrive()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        var bundle = ContentHash.Of([1, 2, 3]);
        WorkFailure failure = Failure(WorkFailureKind.Transient, JobStage.Witness) with { Bundle = bundle };
        Assert.Equal(WorkAnswer.Accepted, await one.FailAsync(item, failure));
        JobEvent told = (await EventsAsync(1)).Single(happened => happened.Kind == JobEventKind.Failed);
        Assert.Equal((JobStage.Witness, item.Fence, one.Name), (told.Stage, told.Attempt, told.By));
        Assert.Contains(failure.Reason, told.Detail, StringComparison.Ordinal);
        Assert.Contains(bundle.ToString(), told.Detail, StringComparison.Ordinal);
    }

    [SourceFact]
    public async Task A_block_that_no_worker_can_prove_is_set_aside_with_its_reason()
    {
        await AdmitAsync(1, 2);
        TestWorker one = await WorkerAsync("one");
        WorkItem item = await one.TakeAsync();
        Assert.Equal(WorkAnswer.Accepted, await one.FailAsync(item, Failure(WorkFailureKind.Poison)));
        Job row = await RowAsync(1);
        Assert.Equal(JobState.Dead, row.State);
        Assert.Contains("a Poison failure", row.Reason, StringComparison.Ordinal);
        Assert.Equal(JobEventKind.Dead, (await HistoryAsync(1))[^1]);
        Assert.Equal(TextEnvelope.Id(2), (await one.TakeAsync()).Job);
    }

    [SourceFact]
    public async Task A_device_with_wrong_proofs_gets_no_more_work()
    {
        await AdmitAsync(1, 2, 3, 4);
        TestWorker one = await WorkerAsync("one");
        for (int i = 0; i < Rules.WrongProofLimit; i++)
        {
            WorkItem item = await one.TakeAsync();
            Assert.Equal(WorkAnswer.Accepted, await one.FailAsync(item, Failure(WorkFailureKind.WrongProof)));
        }

        Task<WorkItem> waiting = one.TakeAsync();
        await GoOnAsync(TimeSpan.FromMinutes(10), waiting);
        await StillWaitsAsync(waiting);
        TestWorker two = await WorkerAsync("two");
        Assert.Equal(TextEnvelope.Id(1), (await two.TakeAsync()).Job);
    }
}
