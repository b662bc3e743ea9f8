using System.Collections.Concurrent;
using Prover.Client;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue.Tests;

/// <summary>Blocks and a broker, a door or a sequencer that dies.</summary>
[Collection(RabbitTests.Name)]
public sealed class DoorFaultTests(RabbitFixture fixture)
{
    [RabbitFact]
    public async Task A_block_in_the_hands_of_a_killed_process_comes_to_the_next_one()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await scope.Queues.DeclareAsync();
        await scope.PublishAsync(BlockPart.Split("key", TestDoor.Block(1))[0]);
        using (WatchedProcess door = Start("hanging-door", scope))
        {
            Assert.Equal("key", await door.Output.ReadLineAsync());
            Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Blocks));
            door.Kill();
        }

        _ = scope.Open();
        await Eventually.IsTrueAsync(() => scope.Door.Keys.ContainsKey("key"), () => "the block is lost");
    }

    [RabbitFact]
    public async Task What_a_killed_broker_has_confirmed_is_there_when_it_starts_again()
    {
        using RabbitBroker broker = RabbitBroker.Started();
        await using var scope = new DoorScope(broker);
        await scope.Queues.DeclareAsync();
        await RabbitBroker.SettleAsync();
        var confirmed = new ConcurrentBag<string>();
        Task[] publishers = [.. Enumerable.Range(0, 4).Select(one => PublishUntilLostAsync(scope, one, confirmed))];
        await Eventually.IsTrueAsync(() => confirmed.Count > 500, () => $"{confirmed.Count} confirmed");
        broker.Kill();
        await Task.WhenAll(publishers);
        broker.Start();
        _ = scope.Open();
        string[] lost = [.. confirmed];
        await Eventually.IsTrueAsync(
            () =>
            {
                IReadOnlyDictionary<string, Prover.Pipeline.ContentHash> here = scope.Door.Keys;
                lost = [.. lost.Where(key => !here.ContainsKey(key))];
                return lost.Length == 0;
            },
            () => $"{lost.Length} of {confirmed.Count} confirmed blocks are lost");
    }

    [RabbitFact]
    public async Task A_door_and_a_sequencer_go_on_when_the_broker_was_away()
    {
        using RabbitBroker broker = RabbitBroker.Started();
        await using var scope = new DoorScope(broker);
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        _ = await publisher.PublishAsync(TestDoor.Block(1), "1", default);
        await RabbitBroker.SettleAsync();
        broker.Kill();
        Task<BlockReceipt> meanwhile = publisher.PublishAsync(TestDoor.Block(2, 200_000), "2", default);
        await Eventually.IsTrueAsync(
            () => scope.Queues.Notices.Count(QueueNoticeKind.Lost) > 1, () => "the door did not notice");
        Assert.False(meanwhile.IsCompleted);
        broker.Start();
        Assert.Equal(new JobName(7, 2), (await meanwhile).Job);
        Assert.Equal(2, scope.Queues.Notices.Count(QueueNoticeKind.Connected));
    }

    [RabbitFact]
    public async Task A_sequencer_that_comes_before_the_node_waits_for_it()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await using BlockPublisher publisher = scope.Publisher();
        Task<BlockReceipt> early = publisher.PublishAsync(TestDoor.Block(2), "2", default);
        await Task.Delay(200);
        Assert.False(early.IsCompleted);
        _ = scope.Open();
        Assert.True((await early).IsNew);
    }

    private static async Task PublishUntilLostAsync(DoorScope scope, int one, ConcurrentBag<string> confirmed)
    {
        try
        {
            await using IConnection connection = await scope.Queues.ConnectAsync();
            await using IChannel channel = await connection.ConfirmingChannelAsync(default);
            for (int i = 0; i < 100_000; i++)
            {
                string key = $"{one}/{i}";
                byte[] body = BlockPartCodec.Encode(
                    BlockPart.Split(key, TestDoor.Block((uint)((one * 100_000) + i)))[0]);
                BasicProperties properties = RabbitSending.Properties("block.v1", isPersistent: true);
                await channel.BasicPublishAsync(
                    string.Empty, scope.Queues.Names.Blocks, mandatory: true, properties, body);
                confirmed.Add(key);
            }
        }
        catch (Exception problem) when (RabbitLoss.Is(problem, default))
        {
            // That is what it waits for.
        }
    }

    private static WatchedProcess Start(string program, DoorScope scope) => WatchedProcess.Start(
        Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
        null,
        typeof(DoorFaultTests).Assembly.Location,
        program,
        scope.Queues.Options.Address.ToString(),
        scope.Queues.Options.Prefix);
}
