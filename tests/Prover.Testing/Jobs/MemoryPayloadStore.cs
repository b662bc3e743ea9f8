using System.Collections.Concurrent;
using Prover.Pipeline;

namespace Prover.Testing;

/// <summary>Payloads in memory.</summary>
public sealed class MemoryPayloadStore : IPayloadStore
{
    private readonly ConcurrentDictionary<ContentHash, byte[]> _payloads = new();

    /// <inheritdoc/>
    public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var hash = ContentHash.Of(bytes.Span);
        _payloads[hash] = bytes.ToArray();
        return Task.FromResult(hash);
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) =>
        cancel.IsCancellationRequested
            ? Task.FromCanceled<byte[]?>(cancel)
            : Task.FromResult((byte[]?)_payloads.GetValueOrDefault(hash)?.Clone());

    /// <inheritdoc/>
    public Task DeleteAsync(ContentHash hash, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _ = _payloads.TryRemove(hash, out _);
        return Task.CompletedTask;
    }
}
