using Prover.Client;
using Prover.Pipeline;
using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>What the door does with blocks that fit into one message.</summary>
[Collection(RabbitTests.Name)]
public sealed class RabbitBlockDoorTests(RabbitFixture fixture)
{
    [RabbitFact]
    public async Task A_block_is_stored_and_answered_and_the_same_again_is_the_same()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        byte[] block = TestDoor.Block(812);
        BlockReceipt first = await publisher.PublishAsync(block, "7/812/a", default);
        BlockReceipt again = await publisher.PublishAsync(block, "7/812/a", default);
        Assert.Equal(new JobName(7, 812), first.Job);
        Assert.Equal(ContentHash.Of(block).Value, first.Envelope);
        Assert.True(first.IsNew);
        Assert.Equal(first with { IsNew = false }, again);
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Blocks));
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
    }

    [RabbitFact]
    public async Task Other_bytes_under_the_same_key_are_refused_and_put_aside_with_the_reason()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        _ = await publisher.PublishAsync(TestDoor.Block(1), "key", default);
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            () => publisher.PublishAsync(TestDoor.Block(2), "key", default));
        Assert.Equal(BlockVerdict.KeyTaken, refused.Verdict);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal("keytaken", letter.Verdict);
        Assert.Equal("Other bytes came under this key.", letter.Reason);
        Assert.Equal("key", letter.Key);
        Assert.True(DateTimeOffset.TryParse(letter.Time, out _));
        Assert.Equal(TestDoor.Block(2), BlockPartCodec.Decode(letter.Body).Bytes.ToArray());
    }

    [RabbitFact]
    public async Task Another_block_of_the_same_number_is_refused()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        _ = await publisher.PublishAsync(TestDoor.Block(1), "a", default);
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            () => publisher.PublishAsync(TestDoor.Block(1, size: 300), "b", default));
        Assert.Equal(BlockVerdict.NumberTaken, refused.Verdict);
        Assert.Equal("numbertaken", (await scope.DeadAsync()).Verdict);
    }

    [RabbitFact]
    public async Task Bytes_that_are_no_block_go_aside_one_by_one_and_the_door_stays_open()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        byte[] good = BlockPartCodec.Encode(BlockPart.Split("key", TestDoor.Block(5))[0]);
        var random = new Random(20);
        const int Count = 60;
        for (int i = 0; i < Count; i++)
        {
            byte[] bytes = i % 3 == 0 ? new byte[random.Next(1, 4000)] : (byte[])good.Clone();
            if (i % 3 == 0)
            {
                random.NextBytes(bytes);
            }

            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            await scope.Queues.PublishAsync(scope.Queues.Names.Blocks, i % 3 == 1 ? bytes : bytes[..^1]);
        }

        await using BlockPublisher publisher = scope.Publisher();
        _ = await publisher.PublishAsync(TestDoor.Block(6), "after", default);

        // A changed key is a good message; everything else is not.
        uint dead = await scope.Queues.CountAsync(scope.Queues.Names.Dead);
        Assert.Equal((uint)Count + 1, dead + (uint)scope.Door.Asked);
        Assert.InRange(scope.Door.Asked, 1, 10);
        Assert.Equal("malformed", (await scope.DeadAsync()).Verdict);
        Assert.Equal(0, scope.Queues.Notices.Count(QueueNoticeKind.Lost));
    }

    [RabbitFact]
    public async Task A_message_over_64_KiB_goes_aside_with_the_reason()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        await scope.Queues.PublishAsync(scope.Queues.Names.Blocks, new byte[MessageFrame.MaximumSize + 1]);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal("malformed", letter.Verdict);
        Assert.Contains("at most 65536 bytes", letter.Reason, StringComparison.Ordinal);
        Assert.Equal(0, scope.Queues.Notices.Count(QueueNoticeKind.Lost));
    }

    [RabbitFact]
    public async Task A_message_that_the_client_library_cannot_take_is_taken_out_by_the_broker()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { DeliveryLimit = 3 };
        await scope.Queues.DeclareAsync();
        await scope.Queues.PublishAsync(scope.Queues.Names.Blocks, new byte[(int)RabbitLink.MaximumInbound + 1]);
        await scope.PublishAsync(BlockPart.Split("behind", TestDoor.Block(9))[0]);
        _ = scope.Open();
        await Eventually.IsTrueAsync(
            () => scope.Door.Keys.ContainsKey("behind"), () => "the block behind is stuck: " + scope.Queues.Notices);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal((int)RabbitLink.MaximumInbound + 1, letter.Body.Length);
        Assert.Equal("delivery_limit", letter.FirstDeath);
        Assert.InRange(scope.Queues.Notices.Count(QueueNoticeKind.Lost), 3, 5);
    }

    [RabbitFact]
    public async Task Overload_holds_the_queue_and_loses_nothing()
    {
        await using var scope = new DoorScope(fixture.Broker);
        bool isFull = true;
        scope.Door.First = () => isFull
            ? new Admission(AdmissionVerdict.Overloaded, Reason: "full", RetryAfter: TimeSpan.FromMilliseconds(1))
            : null;
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        Task<BlockReceipt> one = publisher.PublishAsync(TestDoor.Block(1), "one", default);
        Task<BlockReceipt> two = publisher.PublishAsync(TestDoor.Block(2), "two", default);
        int tries = scope.Queues.Options.DeliveryLimit + 5;
        await Eventually.IsTrueAsync(() => scope.Door.Asked > tries, () => $"{scope.Door.Asked} attempts");
        Assert.False(one.IsCompleted || two.IsCompleted);
        Assert.Equal(1u, await scope.Queues.CountAsync(scope.Queues.Names.Blocks));
        isFull = false;
        Assert.Equal(new JobName(7, 1), (await one).Job);
        Assert.Equal(new JobName(7, 2), (await two).Job);
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
    }

    [RabbitFact]
    public async Task A_store_that_cannot_write_sends_blocks_to_the_end_of_the_queue_never_aside()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with
        {
            DeliveryLimit = 2,
            HoldLimit = TimeSpan.FromMilliseconds(100),
        };
        bool isFull = true;
        scope.Door.First = () => isFull ? throw new JobStoreException("The disk is full.") : null;
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        Task<BlockReceipt> one = publisher.PublishAsync(TestDoor.Block(1), "one", default);
        Task<BlockReceipt> two = publisher.PublishAsync(TestDoor.Block(2), "two", default);

        // Each of the two goes round more often than the delivery limit allows.
        await Eventually.IsTrueAsync(() => scope.Door.Asked > 40, () => $"{scope.Door.Asked} attempts");
        isFull = false;
        Assert.True((await one).IsNew);
        Assert.True((await two).IsNew);
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Blocks));
    }

    [RabbitFact]
    public async Task A_queue_with_other_arguments_is_refused_in_one_line()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await scope.Queues.DeclareAsync();
        RabbitOptions options = scope.Queues.Options with { DeliveryLimit = 77 };
        var door = new RabbitBlockDoor(options, scope.Door, scope.Store, scope.Payloads, TimeProvider.System);
        QueueRefusedException refused = await Assert.ThrowsAsync<QueueRefusedException>(() => door.RunAsync(default));
        Assert.Contains(scope.Queues.Names.Blocks, refused.Message, StringComparison.Ordinal);
        Assert.Contains("x-delivery-limit", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [RabbitFact]
    public async Task A_wrong_password_is_refused_in_one_line_without_it()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await scope.Queues.DeclareAsync();
        var address = new UriBuilder(scope.Queues.Options.Address) { Password = "hunter2" };
        RabbitOptions options = scope.Queues.Options with { Address = address.Uri };
        var door = new RabbitBlockDoor(options, scope.Door, scope.Store, scope.Payloads, TimeProvider.System);
        QueueRefusedException refused = await Assert.ThrowsAsync<QueueRefusedException>(() => door.RunAsync(default));
        Assert.Contains("password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }
}
