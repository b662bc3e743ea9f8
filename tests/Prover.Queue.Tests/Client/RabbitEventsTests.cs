using Prover.Client;
using Prover.Pipeline;
using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>What a sequencer is told through the broker.</summary>
[Collection(RabbitTests.Name)]
public sealed class RabbitEventsTests(RabbitFixture fixture)
{
    [RabbitFact]
    public async Task A_job_is_followed_from_its_beginning_to_its_end()
    {
        await using var scope = new BoardScope(fixture.Broker);
        scope.Open();
        _ = scope.Tell();
        await using BlockPublisher publisher = scope.Publisher();
        BlockReceipt receipt = await publisher.PublishAsync(TextEnvelope.Of(812), "key", default);
        Assert.Equal(new JobName(7, 812), receipt.Job);
        Task<List<JobUpdate>> following = ToEndAsync(publisher, receipt.Job);
        WorkItem item = await scope.Board.TakeAsync(scope.Worker, default);
        await Task.Delay(200);
        _ = await scope.Board.RenewAsync(item, scope.Worker, new WorkProgress(JobStage.Prove, 0.5), default);
        await Task.Delay(200);
        _ = await scope.Board.CompleteAsync(
            item, scope.Worker, new WorkResult(new byte[256], default, default), default);
        await scope.AppendAsync(812, JobEventKind.Final, JobStage.Final);
        List<JobUpdate> updates = await following;
        Assert.Equal(
            ["queued", "leased", "witnessed", "proved", "final"],
            updates.Where(update => update.Progress is null).Select(update => update.Kind));
        Assert.Contains(updates, update => update is { Progress: 0.5, Stage: "prove", Sequence: 0 });
        Assert.Equal([1, 2, 3, 4, 5], updates.Where(update => update.Sequence > 0).Select(update => update.Sequence));
    }

    [RabbitFact]
    public async Task A_long_history_comes_in_pages_and_only_what_was_asked_for()
    {
        await using var scope = new BoardScope(fixture.Broker);
        _ = scope.Tell();
        _ = await scope.Board.AdmitAsync("key", TextEnvelope.Of(3), default);
        for (int i = 0; i < 70; i++)
        {
            await scope.AppendAsync(3, JobEventKind.Failed, JobStage.Prove);
            await scope.AppendAsync(4, JobEventKind.Failed, JobStage.Prove);
        }

        await scope.AppendAsync(3, JobEventKind.Dropped, JobStage.Prove);
        await using BlockPublisher publisher = scope.Publisher();
        List<JobUpdate> all = await ToEndAsync(publisher, new JobName(7, 3));
        Assert.Equal(72, all.Count);
        List<JobUpdate> rest = await ToEndAsync(publisher, new JobName(7, 3), all[^3].Sequence);
        Assert.Equal(all[^2..], rest);
    }

    [RabbitFact]
    public async Task A_job_that_is_not_there_cannot_be_followed()
    {
        await using var scope = new BoardScope(fixture.Broker);
        _ = scope.Tell();
        await using BlockPublisher publisher = scope.Publisher();
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            () => ToEndAsync(publisher, new JobName(7, 3)));
        Assert.Equal("7/3: there is no such job.", refused.Message);
    }

    [RabbitFact]
    public async Task A_follower_sees_every_event_once_though_the_node_and_the_broker_stop_in_between()
    {
        using RabbitBroker broker = RabbitBroker.Started();
        await using var scope = new BoardScope(broker);
        CancellationTokenSource node = scope.Tell();
        _ = await scope.Board.AdmitAsync("key", TextEnvelope.Of(3), default);
        await using BlockPublisher publisher = scope.Publisher();
        Task<List<JobUpdate>> following = ToEndAsync(publisher, new JobName(7, 3));
        await RabbitBroker.SettleAsync();
        await scope.AppendAsync(3, JobEventKind.Leased, JobStage.Witness);
        await node.CancelAsync();
        await scope.AppendAsync(3, JobEventKind.Proved, JobStage.Verify);
        broker.Kill();
        await scope.AppendAsync(3, JobEventKind.Verified, JobStage.Submit);
        broker.Start();
        _ = scope.Tell();
        await scope.AppendAsync(3, JobEventKind.Submitted, JobStage.Submit);
        await scope.AppendAsync(3, JobEventKind.Final, JobStage.Final);
        Assert.Equal(
            ["queued", "leased", "proved", "verified", "submitted", "final"],
            (await following).Select(update => update.Kind));
    }

    [RabbitFact]
    public async Task A_node_that_starts_again_publishes_what_it_had_not_yet()
    {
        await using var scope = new BoardScope(fixture.Broker);
        CancellationTokenSource node = scope.Tell();
        _ = await scope.Board.AdmitAsync("key", TextEnvelope.Of(3), default);
        await Eventually.IsTrueAsync(
            async () => await PublishedAsync(scope) == "1", () => "the first event was not published");
        await node.CancelAsync();
        await scope.AppendAsync(3, JobEventKind.Proved, JobStage.Verify);
        Assert.Equal("1", await PublishedAsync(scope));
        _ = scope.Tell();
        await Eventually.IsTrueAsync(
            async () => await PublishedAsync(scope) == "2", () => "the second event was not published");
    }

    [RabbitFact]
    public async Task Questions_that_are_none_are_dropped()
    {
        await using var scope = new BoardScope(fixture.Broker);
        _ = scope.Tell();
        await scope.Queues.DeclareAsync();
        var random = new Random(4);
        for (int i = 0; i < 20; i++)
        {
            byte[] noise = new byte[random.Next(1, 500)];
            random.NextBytes(noise);
            await scope.Queues.PublishAsync(scope.Queues.Names.Questions, noise);
        }

        await using BlockPublisher publisher = scope.Publisher();
        _ = await Assert.ThrowsAsync<BlockRefusedException>(() => ToEndAsync(publisher, new JobName(7, 3)));
        Assert.Equal(20, scope.Queues.Notices.Count(QueueNoticeKind.Dropped));
    }

    private static Task<string?> PublishedAsync(BoardScope scope) =>
        scope.Store.ReadAsync(reader => reader.Setting("queue.events.published"), default);

    private static async Task<List<JobUpdate>> ToEndAsync(BlockPublisher publisher, JobName job, long after = 0)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        List<JobUpdate> updates = [];
        await foreach (JobUpdate update in publisher.Follow(job, after, limit.Token))
        {
            updates.Add(update);
        }

        return updates;
    }
}
