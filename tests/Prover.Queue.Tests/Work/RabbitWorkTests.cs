using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Queue.Tests;

/// <summary>The hand-off to workers elsewhere.</summary>
[Collection(RabbitTests.Name)]
public sealed class RabbitWorkTests(RabbitFixture fixture)
{
    private static readonly WorkResult Result = WorkerProgram.Result();

    [RabbitFact]
    public async Task A_worker_takes_renews_and_completes_the_oldest_job()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Board.Add(9);
        scope.Board.Add(8);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkerIdentity worker = WorkScope.Worker("one");
        WorkItem item = await source.TakeAsync(worker, default);
        Assert.Equal(
            new WorkItem(
                new JobId(7, 8), 1, default, WorkerProgram.Circuit, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)),
            item);
        var progress = new WorkProgress(JobStage.Prove, 0.25);
        Assert.Equal(WorkAnswer.Accepted, await source.RenewAsync(item, worker, progress, default));
        Assert.Equal(progress, Assert.Single(scope.Board.Progress));
        Assert.Equal(WorkAnswer.Accepted, await source.CompleteAsync(item, worker, Result, default));
        Assert.Equal(WorkAnswer.NotNeeded, await source.CompleteAsync(item, worker, Result, default));
        Assert.Equal(new JobId(7, 9), (await source.TakeAsync(worker, default)).Job);
    }

    [RabbitFact]
    public async Task A_failed_or_returned_job_is_offered_again_under_the_next_number()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Board.Add(1);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkerIdentity worker = WorkScope.Worker("one");
        WorkItem first = await source.TakeAsync(worker, default);
        var failure = new WorkFailure(
            JobStage.Witness, WorkFailureKind.Poison, "It does not satisfy: Σ ≠ 0.", ContentHash.Of([1]));
        Assert.Equal(WorkAnswer.Accepted, await source.FailAsync(first, worker, failure, default));
        Assert.Equal(failure, Assert.Single(scope.Board.Failures));
        WorkItem second = await source.TakeAsync(worker, default);
        Assert.Equal(WorkAnswer.Accepted, await source.ReturnAsync(second, worker, default));
        WorkItem third = await source.TakeAsync(worker, default);
        Assert.Equal([1, 2, 3], new[] { first.Fence, second.Fence, third.Fence });
        Assert.Equal(
            WorkAnswer.LeaseLost,
            await source.RenewAsync(second, worker, new WorkProgress(JobStage.Witness, 0), default));
    }

    [RabbitFact]
    public async Task A_worker_waits_until_there_is_work_and_is_woken_by_it()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { PollInterval = TimeSpan.FromMinutes(10) };
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        Task<WorkItem> waiting = source.TakeAsync(WorkScope.Worker("one"), default);
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        scope.Board.Add(5);
        Assert.Equal(new JobId(7, 5), (await waiting).Job);
    }

    [RabbitFact]
    public async Task A_worker_that_stops_waiting_holds_no_lease()
    {
        await using var scope = new WorkScope(fixture.Broker);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        for (int i = 0; i < 10; i++)
        {
            using var stop = new CancellationTokenSource();
            Task<WorkItem> waiting = source.TakeAsync(WorkScope.Worker("one"), stop.Token);
            if (i == 5)
            {
                scope.Board.Add(5);
            }

            await Task.Delay(i * 20);
            await stop.CancelAsync();
            try
            {
                WorkItem item = await waiting;
                _ = await source.ReturnAsync(item, WorkScope.Worker("one"), default);
            }
            catch (OperationCanceledException)
            {
                // Stopped in time.
            }
        }

        // Leases last a minute here; one that was left behind would keep the job away.
        Assert.Equal(new JobId(7, 5), (await source.TakeAsync(WorkScope.Worker("two"), default)).Job);
    }

    [RabbitFact]
    public async Task A_worker_for_another_circuit_gets_nothing_and_takes_nothing_away()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Board.Add(1);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        using var stop = new CancellationTokenSource();
        var stranger = new WorkerIdentity("stranger", "cpu", [default(Bytes32)]);
        Task<WorkItem> none = source.TakeAsync(stranger, stop.Token);
        await Task.Delay(500);
        Assert.Equal(new JobId(7, 1), (await source.TakeAsync(WorkScope.Worker("one"), default)).Job);
        Assert.False(none.IsCompleted);
        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => none);
    }

    [RabbitFact]
    public async Task A_worker_slower_than_its_lease_hands_in_and_the_second_result_is_not_needed()
    {
        await using var scope = new WorkScope(fixture.Broker, TimeSpan.FromMilliseconds(300));
        scope.Board.Add(1);
        _ = scope.Serve();
        await using RabbitWorkSource slow = scope.Source();
        await using RabbitWorkSource quick = scope.Source();
        WorkItem first = await slow.TakeAsync(WorkScope.Worker("slow"), default);
        WorkItem second = await quick.TakeAsync(WorkScope.Worker("quick"), default);
        Assert.Equal(first.Fence + 1, second.Fence);
        Assert.Equal(
            WorkAnswer.LeaseLost,
            await slow.RenewAsync(first, WorkScope.Worker("slow"), new WorkProgress(JobStage.Prove, 1), default));
        Assert.Equal(WorkAnswer.Accepted, await slow.CompleteAsync(first, WorkScope.Worker("slow"), Result, default));
        Assert.Equal(
            WorkAnswer.NotNeeded, await quick.CompleteAsync(second, WorkScope.Worker("quick"), Result, default));
    }

    [RabbitFact]
    public async Task Two_worker_processes_share_the_queue_and_a_killed_one_is_replaced_by_the_other()
    {
        await using var scope = new WorkScope(fixture.Broker, TimeSpan.FromSeconds(2));
        const uint Jobs = 40;
        for (uint number = 1; number <= Jobs; number++)
        {
            scope.Board.Add(number);
        }

        _ = scope.Serve();
        using WatchedProcess one = scope.StartWorker("one");
        using WatchedProcess two = scope.StartWorker("two");
        await Eventually.IsTrueAsync(
            () => scope.Board.Proven().Values.Distinct().Count() == 2 && scope.Board.Proven().Count > 10,
            () => $"{scope.Board.Proven().Count} proven by {scope.Board.Proven().Values.Distinct().Count()}");
        one.Kill();
        await Eventually.IsTrueAsync(
            () => scope.Board.Proven().Count == Jobs, () => $"{scope.Board.Proven().Count} of {Jobs}");
        Assert.All(
            scope.Board.Proven().Values.CountBy(name => name), share => Assert.InRange(share.Value, 3, (int)Jobs - 3));
    }
}
