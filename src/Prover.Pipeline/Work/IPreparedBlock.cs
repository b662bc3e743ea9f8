using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A checked block with its assignment, which is secret and cleared when this is disposed.</summary>
public interface IPreparedBlock : IDisposable
{
    /// <summary>The block's header.</summary>
    BlockHeader Header { get; }

    /// <summary>The SHA-256 of the whole assignment, by which two machines can tell whether they made the same one;
    /// null if it cannot be told.</summary>
    /// <remarks>It follows from the envelope, so beside the envelope it tells nothing new. Alone it could be tried
    /// against guesses of a block with few possibilities: it belongs into replay bundles, never into a log or an
    /// event.</remarks>
    ContentHash? Digest() => null;
}
