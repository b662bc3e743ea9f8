using Prover.Client;
using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>What the door does with blocks that come in parts.</summary>
[Collection(RabbitTests.Name)]
public sealed class BlockPartsTests(RabbitFixture fixture)
{
    private const int Size = (3 * BlockPart.MaximumBytes) + 1000;

    [RabbitFact]
    public async Task A_block_in_parts_is_published_and_nothing_of_the_parts_is_left()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await using BlockPublisher publisher = scope.Publisher();
        byte[] block = TestDoor.Block(3, Size);
        Assert.True((await publisher.PublishAsync(block, "key", default)).IsNew);
        Assert.False((await publisher.PublishAsync(block, "key", default)).IsNew);
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
        await NothingIsLeftAsync(scope);
    }

    [RabbitFact]
    public async Task Parts_may_come_in_any_order_and_more_than_once_through_two_doors()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        var random = new Random(7);
        BlockPart[] parts =
        [
            .. Enumerable.Range(1, 6).SelectMany(
                number => BlockPart.Split($"key {number}", TestDoor.Block((uint)number, Size))),
        ];
        BlockPart[] shuffled = [.. parts, .. parts];
        random.Shuffle(shuffled);
        foreach (BlockPart part in shuffled)
        {
            await scope.PublishAsync(part);
        }

        await Eventually.IsTrueAsync(() => scope.Door.Keys.Count == 6, () => $"{scope.Door.Keys.Count} of 6 blocks");
        await Eventually.IsTrueAsync(
            async () => await scope.Queues.CountAsync(scope.Queues.Names.Blocks) == 0, () => "the queue is not empty");
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
    }

    [RabbitFact]
    public async Task A_block_whose_parts_do_not_come_is_given_up_and_may_come_again()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { PartsExpire = TimeSpan.FromSeconds(1) };
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        IReadOnlyList<BlockPart> parts = BlockPart.Split("key", TestDoor.Block(3, Size));
        await scope.PublishAsync(parts[0]);
        await scope.PublishAsync(parts[2]);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal("abandoned", letter.Verdict);
        Assert.Contains("2 of 4 parts", letter.Reason, StringComparison.Ordinal);
        Assert.Equal("key", letter.Key);
        await NothingIsLeftAsync(scope);
        await using BlockPublisher publisher = scope.Publisher();
        Assert.True((await publisher.PublishAsync(TestDoor.Block(3, Size), "key", default)).IsNew);
    }

    [RabbitFact]
    public async Task Parts_that_do_not_give_their_hash_are_refused_and_the_right_ones_come_in_after_them()
    {
        await using var scope = new DoorScope(fixture.Broker);
        _ = scope.Open();
        await scope.Queues.DeclareAsync();
        IReadOnlyList<BlockPart> parts = BlockPart.Split("key", TestDoor.Block(3, Size));
        await scope.PublishAsync(parts[0]);
        await scope.PublishAsync(parts[1] with { Bytes = new byte[BlockPart.MaximumBytes] });
        await scope.PublishAsync(parts[2]);
        await scope.PublishAsync(parts[3]);
        DeadLetter letter = await scope.DeadAsync();
        Assert.Equal("malformed", letter.Verdict);
        Assert.Contains("do not give the hash", letter.Reason, StringComparison.Ordinal);
        await NothingIsLeftAsync(scope);
        await using BlockPublisher publisher = scope.Publisher();
        Assert.True((await publisher.PublishAsync(TestDoor.Block(3, Size), "key", default)).IsNew);
    }

    [RabbitFact]
    public async Task More_incomplete_blocks_than_are_allowed_wait_behind_what_completes_the_others()
    {
        await using var scope = new DoorScope(fixture.Broker);
        scope.Queues.Options = scope.Queues.Options with { OpenBlocks = 2 };
        await scope.Queues.DeclareAsync();
        IReadOnlyList<BlockPart>[] blocks =
        [
            .. Enumerable.Range(1, 3).Select(
                number => BlockPart.Split($"key {number}", TestDoor.Block((uint)number, Size))),
        ];
        for (int i = 0; i < blocks[0].Count; i++)
        {
            foreach (IReadOnlyList<BlockPart> block in blocks)
            {
                await scope.PublishAsync(block[i]);
            }
        }

        _ = scope.Open();
        await Eventually.IsTrueAsync(
            () => scope.Door.Keys.Count == 3, () => $"{scope.Door.Keys.Count} of 3: {scope.Queues.Notices}");
        Assert.Equal(0u, await scope.Queues.CountAsync(scope.Queues.Names.Dead));
    }

    [RabbitFact]
    public async Task A_block_whose_last_part_was_stored_by_a_door_that_died_is_finished_by_the_next()
    {
        await using var scope = new DoorScope(fixture.Broker);
        await scope.Queues.DeclareAsync();
        var parts = new BlockParts(scope.Store, scope.Payloads, scope.Queues.Options, TimeProvider.System);
        byte[] block = TestDoor.Block(3, Size);
        foreach (BlockPart part in BlockPart.Split("key", block))
        {
            Assert.NotNull(await parts.AddAsync(part, BlockPartCodec.Encode(part), default));
        }

        _ = scope.Open();
        await Eventually.IsTrueAsync(() => scope.Door.Keys.ContainsKey("key"), () => "nobody finished the block");
        await NothingIsLeftAsync(scope);
    }

    [Fact]
    public async Task Slots_are_used_again_and_a_part_is_never_the_payload_of_an_envelope()
    {
        var store = new FailingStore();
        var payloads = new CountingPayloads();
        var options = new RabbitOptions { Address = new Uri("amqp://localhost"), OpenBlocks = 1 };
        var parts = new BlockParts(store, payloads, options, TimeProvider.System);

        // The second part of this block is itself a whole block that somebody else may have stored.
        byte[] small = TestDoor.Block(9, 1000);
        byte[] block = [.. TestDoor.Block(3, BlockPart.MaximumBytes), .. small];
        _ = await payloads.PutAsync(small, default);
        for (int round = 0; round < 3; round++)
        {
            OpenBlock? open = null;
            foreach (BlockPart part in BlockPart.Split($"key {round}", block))
            {
                open = await parts.AddAsync(part, BlockPartCodec.Encode(part), default);
            }

            Assert.Equal(block, await parts.AssembleAsync(open!, default));
            await parts.CloseAsync(open!, default);
        }

        Assert.Equal(1, payloads.Count);
    }

    private static Task NothingIsLeftAsync(DoorScope scope) => Eventually.IsTrueAsync(
        async () => scope.Payloads.Count == 0
            && (await scope.Store.ReadAsync(OpenBlockIndex.Read, default)).Count == 0,
        () => $"{scope.Payloads.Count} payloads are left");
}
