using Prover.Client;
using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue.Tests;

/// <summary>A hostile sequencer before the queue of blocks.</summary>
[Collection(RabbitTests.Name)]
public sealed class AttackDoorTests(RabbitFixture fixture)
{
    private const int Size = (3 * BlockPart.MaximumBytes) + 1000;

    [RabbitFact]
    public async Task A_block_that_goes_to_the_end_of_the_queue_goes_nowhere_else()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { HoldLimit = TimeSpan.FromMilliseconds(100) };
        scope.Door.First = () => new Admission(AdmissionVerdict.Overloaded, Reason: "full");
        await scope.Queues.DeclareAsync();
        await using IConnection connection = await scope.Queues.ConnectAsync();
        await using IChannel channel = await connection.ConfirmingChannelAsync(default);
        string aside = (await channel.QueueDeclareAsync()).QueueName;
        byte[] message = BlockPartCodec.Encode(BlockPart.Split("key", TestDoor.Block(1))[0]);
        var properties = new BasicProperties
        {
            Headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { aside } },
        };
        await channel.BasicPublishAsync(string.Empty, scope.Queues.Names.Blocks, mandatory: true, properties, message);
        _ = scope.Open();
        await Eventually.IsTrueAsync(
            () => scope.Queues.Notices.ToString().Split("to the end of the queue").Length > 4,
            () => "not put back: " + scope.Queues.Notices);
        Assert.Equal(1u, await channel.MessageCountAsync(aside));
    }

    [RabbitFact]
    public async Task A_broker_closes_the_channel_of_who_publishes_under_another_name()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await scope.Queues.DeclareAsync();
        await using IConnection connection = await scope.Queues.ConnectAsync();
        await using IChannel channel = await connection.ConfirmingChannelAsync(default);
        var properties = new BasicProperties { UserId = "sequencer" };
        _ = await Assert.ThrowsAnyAsync<Exception>(async () => await channel.BasicPublishAsync(
            string.Empty, scope.Queues.Names.Blocks, mandatory: true, properties, new byte[] { 1 }));
        await Eventually.IsTrueAsync(() => !channel.IsOpen, () => "the channel is open");
        Assert.Equal(Constants.PreconditionFailed, channel.CloseReason!.ReplyCode);
    }

    [Fact]
    public void A_message_that_is_sent_again_names_no_user_and_no_time_to_live_of_its_own()
    {
        // The broker closes the channel of a node that publishes under the name of another user.
        var came = new BasicProperties
        {
            UserId = "sequencer",
            Expiration = "1",
            ReplyTo = "answers",
            CorrelationId = "17",
            MessageId = "key",
            Type = "block.v1",
        };
        BasicProperties again = BlockDesk.Again(came);
        Assert.False(again.IsUserIdPresent() || again.IsExpirationPresent() || again.IsHeadersPresent());
        Assert.Equal(("answers", "17", "key"), (again.ReplyTo, again.CorrelationId, again.MessageId));
        Assert.Equal((DeliveryModes.Persistent, "block.v1"), (again.DeliveryMode, again.Type));
    }

    [RabbitFact]
    public async Task A_block_longer_than_the_node_takes_is_refused_with_its_first_part()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { BlockBytes = Size - 1 };
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        await scope.PublishAsync(BlockPart.Split("key", TestDoor.Block(3, Size))[1]);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal("malformed", letter.Verdict);
        Assert.Contains($"at most {Size - 1} bytes", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(0, scope.Payloads.Count);
        await using BlockPublisher publisher = scope.Publisher();
        Assert.True((await publisher.PublishAsync(TestDoor.Block(4, Size - 1), "other", default)).IsNew);
    }

    [Fact]
    public async Task A_part_that_comes_again_and_again_does_not_keep_its_block_for_ever()
    {
        var clock = new SteppedClock();
        var parts = new BlockParts(
            new FailingStore(),
            new CountingPayloads(),
            new RabbitOptions { Address = new Uri("amqp://127.0.0.1/"), PartsExpire = TimeSpan.FromHours(1) },
            clock);
        BlockPart part = BlockPart.Split("key", TestDoor.Block(3, Size))[0];
        for (int i = 0; i < 4; i++)
        {
            BlockPart other = part with { Bytes = TestDoor.Block((uint)i, BlockPart.MaximumBytes) };
            _ = await parts.AddAsync(other, BlockPartCodec.Encode(other), default);
            clock.Now += TimeSpan.FromMinutes(25);
        }

        OpenBlock open = Assert.Single(await parts.OpenAsync(default));
        Assert.True(parts.IsExpired(open));
    }

    private sealed class SteppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
