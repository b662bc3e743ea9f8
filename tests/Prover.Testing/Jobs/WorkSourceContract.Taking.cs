using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <content>Who gets which job, and for how long.</content>
public abstract partial class WorkSourceContract
{
    [SourceFact]
    public async Task The_oldest_block_is_taken_first()
    {
        await AdmitAsync(3, 1, 2);
        TestWorker worker = await WorkerAsync("one");
        for (uint number = 1; number <= 3; number++)
        {
            WorkItem item = await worker.TakeAsync();
            Assert.Equal(TextEnvelope.Id(number), item.Job);
            Assert.Equal(1, item.Fence);
            Assert.Equal(ContentHash.Of(TextEnvelope.Of(number)), item.Envelope);
            Assert.Equal(TextEnvelope.Circuit, item.CircuitId);
            Assert.Equal(Rules.LeaseTime, item.LeaseTime);
        }
    }

    [SourceFact]
    public async Task A_lease_names_its_worker_and_ends_at_its_time()
    {
        await AdmitAsync(1);
        _ = await (await WorkerAsync("one")).TakeAsync();
        Job row = await RowAsync(1);
        Assert.Equal(JobState.Running, row.State);
        Assert.Equal(("one", "cpu"), (row.Lease!.Worker, row.Lease.Device));
        Assert.Equal(Clock.Now + Rules.LeaseTime, row.Lease.Until);
        Assert.Equal([JobEventKind.Queued, JobEventKind.Leased], await HistoryAsync(1));
    }

    [SourceFact]
    public async Task A_lease_that_runs_out_gives_the_job_to_another_under_a_higher_number()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        WorkItem first = await one.TakeAsync();
        Task<WorkItem> waiting = two.TakeAsync();
        await StillWaitsAsync(waiting);
        await GoOnAsync(Rules.LeaseTime + TimeSpan.FromMinutes(5), waiting);
        WorkItem second = await waiting;
        Assert.Equal(first.Job, second.Job);
        Assert.True(second.Fence > first.Fence);
        Assert.Contains(JobEventKind.LeaseLost, await HistoryAsync(1));
        Assert.Equal("two", (await RowAsync(1)).Lease!.Worker);
    }

    [SourceFact]
    public async Task A_renewed_lease_lasts()
    {
        await AdmitAsync(1);
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        WorkItem item = await one.TakeAsync();
        Task<WorkItem> waiting = two.TakeAsync();
        for (int i = 1; i <= 10; i++)
        {
            Clock.Advance(Rules.LeaseTime / 2);
            Assert.Equal(WorkAnswer.Accepted, await one.RenewAsync(item, JobStage.Prove, i / 10.0));
        }

        await StillWaitsAsync(waiting);
        Job row = await RowAsync(1);
        Assert.Equal((JobStage.Prove, 1.0, item.Fence), (row.Stage, row.Lease!.Progress, row.Fence));
        Assert.Equal([JobEventKind.Queued, JobEventKind.Leased, JobEventKind.Witnessed], await HistoryAsync(1));
    }

    [SourceFact]
    public async Task A_job_for_another_circuit_is_not_offered()
    {
        await AdmitAsync(1);
        TestWorker other = await WorkerAsync("other", circuit: 2);
        TestWorker one = await WorkerAsync("one");
        Task<WorkItem> waiting = other.TakeAsync();
        await StillWaitsAsync(waiting);
        Assert.Equal(TextEnvelope.Id(1), (await one.TakeAsync()).Job);
        _ = await Board.AdmitAsync("second", TextEnvelope.Of(2, circuit: 2), default);
        Assert.Equal(TextEnvelope.Id(2), (await waiting).Job);
    }

    [SourceFact]
    public async Task A_worker_waits_until_there_is_work()
    {
        TestWorker one = await WorkerAsync("one");
        Task<WorkItem> waiting = one.TakeAsync();
        await StillWaitsAsync(waiting);
        await AdmitAsync(1);
        Assert.Equal(TextEnvelope.Id(1), (await waiting).Job);
    }

    [SourceFact]
    public async Task A_worker_that_stops_waiting_holds_nothing()
    {
        TestWorker one = await WorkerAsync("one");
        TestWorker two = await WorkerAsync("two");
        using var stop = new CancellationTokenSource();
        Task<WorkItem> waiting = one.TakeAsync(stop.Token);
        await StillWaitsAsync(waiting);
        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await AdmitAsync(1);
        Assert.Equal(TextEnvelope.Id(1), (await two.TakeAsync()).Job);
    }

    [SourceFact]
    public async Task Workers_that_ask_at_once_get_different_jobs()
    {
        const int Workers = 8;
        var waiting = new List<Task<WorkItem>>();
        for (int i = 0; i < Workers; i++)
        {
            waiting.Add((await WorkerAsync($"worker-{i}")).TakeAsync());
        }

        await AdmitAsync(Enumerable.Range(1, Workers).Select(number => (uint)number));
        WorkItem[] items = await Task.WhenAll(waiting);
        Assert.Equal(Workers, items.DistinctBy(item => item.Job).Count());
        Assert.All(items, item => Assert.Equal(1, item.Fence));
    }

    /// <summary>Moves the clock in small steps until something has ended or the whole time has gone by.</summary>
    private async Task GoOnAsync(TimeSpan time, Task until)
    {
        var step = TimeSpan.FromSeconds(5);
        for (TimeSpan gone = TimeSpan.Zero; gone < time && !until.IsCompleted; gone += step)
        {
            Clock.Advance(step);
            await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }
    }
}
