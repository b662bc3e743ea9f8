namespace Prover.Pipeline;

/// <summary>Where large things are kept, by the hash of their content: block envelopes, replay bundles.</summary>
/// <remarks>Putting the same bytes twice is harmless. What is read is checked against its name.</remarks>
public interface IPayloadStore
{
    /// <summary>Stores bytes; they are durable when this returns.</summary>
    /// <exception cref="JobStoreException">They cannot be written; nothing is left behind.</exception>
    Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>The bytes; null if there are none by this name.</summary>
    /// <exception cref="JobStoreException">They cannot be read, or are damaged: their hash is another.</exception>
    Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel);

    /// <summary>Removes bytes that nobody names any more; nothing happens if there are none.</summary>
    Task DeleteAsync(ContentHash hash, CancellationToken cancel);
}
