using System.Security.Cryptography;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Queue;

/// <summary>Keeps the parts of blocks durably until all are here.</summary>
/// <remarks>
/// A part is stored as the message it came in: since that begins otherwise than an envelope and names key, hash and
/// index, it is never the same payload as something that a job names, and may be deleted when the block is complete.
/// </remarks>
internal sealed class BlockParts(
    IJobStore store, IPayloadStore payloads, RabbitOptions options, TimeProvider clock)
{
    /// <summary>Stores a part. When this returns a block, the part is durable.</summary>
    /// <returns>The block that it belongs to; null if too many blocks are incomplete.</returns>
    /// <exception cref="JobStoreException">The store cannot write; nothing was kept.</exception>
    public async Task<OpenBlock?> AddAsync(BlockPart part, ReadOnlyMemory<byte> message, CancellationToken cancel)
    {
        ContentHash payload = await payloads.PutAsync(message, cancel).ConfigureAwait(false);
        (OpenBlock? block, ContentHash? replaced) = await store.TransactAsync(
            "keep a part of a block", transaction => Keep(transaction, part, payload), cancel).ConfigureAwait(false);
        ContentHash? unused = block is null ? payload : replaced;
        if (unused is { } hash)
        {
            await payloads.DeleteAsync(hash, cancel).ConfigureAwait(false);
        }

        return block;
    }

    /// <summary>All blocks of which parts are here.</summary>
    public Task<IReadOnlyList<OpenBlock>> OpenAsync(CancellationToken cancel) =>
        store.ReadAsync(OpenBlockIndex.Read, cancel);

    /// <summary>The envelope of a complete block; null if its parts do not give its hash, or one is gone.</summary>
    /// <exception cref="JobStoreException">The store cannot read.</exception>
    public async Task<byte[]?> AssembleAsync(OpenBlock block, CancellationToken cancel)
    {
        ContentHash?[] parts = await store.ReadAsync(
            reader => OpenBlockIndex.Parts(reader, block), cancel).ConfigureAwait(false);
        byte[] envelope = new byte[block.Size];
        for (int i = 0; i < parts.Length; i++)
        {
            byte[]? message = parts[i] is { } hash
                ? await payloads.GetAsync(hash, cancel).ConfigureAwait(false)
                : null;
            if (message is null)
            {
                return null;
            }

            BlockPart part = BlockPartCodec.Decode(message);
            part.Bytes.CopyTo(envelope.AsMemory(part.Index * BlockPart.MaximumBytes));
        }

        return new ContentHash(new Bytes32(SHA256.HashData(envelope))) == block.Hash ? envelope : null;
    }

    /// <summary>Forgets a block and its parts; nothing happens if it is forgotten already.</summary>
    public async Task CloseAsync(OpenBlock block, CancellationToken cancel)
    {
        ContentHash[] parts = await store.TransactAsync(
            "forget the parts of a block", transaction => Forget(transaction, block), cancel).ConfigureAwait(false);
        foreach (ContentHash part in parts)
        {
            await payloads.DeleteAsync(part, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Whether no part of a block has come for too long.</summary>
    public bool IsExpired(OpenBlock block) =>
        clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(block.Last) > options.PartsExpire;

    private (OpenBlock? Block, ContentHash? Replaced) Keep(
        IJobTransaction transaction, BlockPart part, ContentHash payload)
    {
        IReadOnlyList<OpenBlock> blocks = OpenBlockIndex.Read(transaction);
        OpenBlock? block = blocks.FirstOrDefault(one => one.Has(part)) ?? New(blocks, part);
        if (block is null)
        {
            return (null, null);
        }

        ContentHash?[] parts = OpenBlockIndex.Parts(transaction, block);
        ContentHash? before = parts[part.Index];
        parts[part.Index] = payload;
        OpenBlock after = block with
        {
            Here = parts.Count(one => one is not null),
            Last = before is null ? clock.GetUtcNow().ToUnixTimeMilliseconds() : block.Last,
        };
        OpenBlockIndex.WriteParts(transaction, after, parts);
        OpenBlockIndex.Write(transaction, [.. blocks.Where(one => one.Slot != after.Slot), after]);
        return (after, before == payload ? null : before);
    }

    private OpenBlock? New(IReadOnlyList<OpenBlock> blocks, BlockPart part)
    {
        int slot = Enumerable.Range(0, options.OpenBlocks).Except(blocks.Select(one => one.Slot)).FirstOrDefault(-1);
        var hash = new ContentHash(part.Envelope);
        return slot < 0 ? null : new OpenBlock(slot, part.Key, hash.ToString(), part.Size, 0, 0);
    }

    private static ContentHash[] Forget(IJobTransaction transaction, OpenBlock block)
    {
        IReadOnlyList<OpenBlock> blocks = OpenBlockIndex.Read(transaction);
        OpenBlock? found = blocks.FirstOrDefault(one =>
            one.Slot == block.Slot && one.Key == block.Key && one.Envelope == block.Envelope);
        if (found is null)
        {
            return [];
        }

        ContentHash[] parts = [.. OpenBlockIndex.Parts(transaction, found).OfType<ContentHash>()];
        OpenBlockIndex.ClearParts(transaction, found);
        OpenBlockIndex.Write(transaction, blocks.Where(one => one.Slot != found.Slot));
        return parts;
    }
}
