using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>The hand-off when a node, a broker or a store dies, and against strangers.</summary>
[Collection(RabbitTests.Name)]
public sealed class WorkFaultTests(RabbitFixture fixture)
{
    private static readonly WorkResult Result = WorkerProgram.Result();
    private static readonly WorkerIdentity Worker = WorkScope.Worker("one");

    [RabbitFact]
    public async Task A_result_waits_for_a_node_that_is_away()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { RequestTimeout = TimeSpan.FromMilliseconds(500) };
        scope.Board.Add(1);
        CancellationTokenSource node = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkItem item = await source.TakeAsync(Worker, default);
        await node.CancelAsync();
        Task<WorkAnswer> handing = source.CompleteAsync(item, Worker, Result, default);
        _ = await Assert.ThrowsAsync<WorkSourceException>(
            () => source.RenewAsync(item, Worker, new WorkProgress(JobStage.Prove, 1), default));
        await Task.Delay(1500);
        Assert.False(handing.IsCompleted);
        _ = scope.Serve();

        // It was sent more than once; the first one that is read counts, the others are not needed.
        Assert.Contains(await handing, new[] { WorkAnswer.Accepted, WorkAnswer.NotNeeded });
        Assert.Equal("one", scope.Board.Proven()[item.Job]);
    }

    [RabbitFact]
    public async Task A_result_of_a_worker_that_is_gone_is_still_in_the_queue()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Board.Add(1);
        CancellationTokenSource node = scope.Serve();
        await using (RabbitWorkSource source = scope.Source())
        {
            WorkItem item = await source.TakeAsync(Worker, default);
            await node.CancelAsync();
            using var stop = new CancellationTokenSource();
            Task<WorkAnswer> handing = source.CompleteAsync(item, Worker, Result, stop.Token);
            await Eventually.IsTrueAsync(
                async () => await scope.Queues.CountAsync(scope.Queues.Names.Control) > 0, () => "nothing was sent");
            await stop.CancelAsync();
            _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handing);
        }

        _ = scope.Serve();
        await Eventually.IsTrueAsync(() => scope.Board.Proven().Count == 1, () => "the result is lost");
    }

    [RabbitFact]
    public async Task Worker_and_node_go_on_when_the_broker_was_killed()
    {
        using RabbitBroker broker = RabbitBroker.Started();
        await using var scope = new WorkScope(broker);
        scope.Board.Add(1);
        scope.Board.Add(2);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkItem item = await source.TakeAsync(Worker, default);
        await RabbitBroker.SettleAsync();
        broker.Kill();
        Task<WorkAnswer> handing = source.CompleteAsync(item, Worker, Result, default);
        Task<WorkItem> taking = source.TakeAsync(Worker, default);
        await Task.Delay(500);
        Assert.False(handing.IsCompleted || taking.IsCompleted);
        broker.Start();
        Assert.Contains(await handing, new[] { WorkAnswer.Accepted, WorkAnswer.NotNeeded });
        Assert.Equal(new JobId(7, 2), (await taking).Job);
    }

    [RabbitFact]
    public async Task A_node_whose_store_fails_is_asked_again()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Board.Add(1);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkItem item = await source.TakeAsync(Worker, default);
        scope.Board.IsAway = true;
        Task<WorkAnswer> handing = source.CompleteAsync(item, Worker, Result, default);
        await Eventually.IsTrueAsync(
            () => scope.Queues.Notices.Count(QueueNoticeKind.Held) > 3, () => "the node did not say so");
        Assert.False(handing.IsCompleted);
        scope.Board.IsAway = false;
        Assert.Equal(WorkAnswer.Accepted, await handing);
    }

    [RabbitFact]
    public async Task Strangers_in_the_queues_of_workers_stop_nobody()
    {
        await using var scope = new WorkScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { DeliveryLimit = 3 };
        scope.Board.Add(1);
        await scope.Queues.DeclareAsync();
        var random = new Random(3);
        for (int i = 0; i < 30; i++)
        {
            byte[] noise = new byte[random.Next(0, 2000)];
            random.NextBytes(noise);
            await scope.Queues.PublishAsync(scope.Queues.Names.Control, noise);
            await scope.Queues.PublishAsync(scope.Queues.Names.Work, noise);
        }

        await scope.Queues.PublishAsync(scope.Queues.Names.Control, new byte[100_000]);
        await scope.Queues.PublishAsync(scope.Queues.Names.Control, new byte[(int)RabbitLink.MaximumInbound + 1]);
        _ = scope.Serve();
        await using RabbitWorkSource source = scope.Source();
        WorkItem item = await source.TakeAsync(Worker, default);
        Assert.Equal(WorkAnswer.Accepted, await source.CompleteAsync(item, Worker, Result, default));
        Assert.Equal(31, scope.Queues.Notices.Count(QueueNoticeKind.Dropped));
    }
}
