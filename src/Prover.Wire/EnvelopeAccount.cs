using Prover.Rollup;

namespace Prover.Wire;

/// <summary>An existing account before the block.</summary>
/// <param name="Account">Its state.</param>
/// <param name="Path">Its index, and its siblings after all touched accounts before it are updated.</param>
public sealed record EnvelopeAccount(Account Account, MerklePath Path)
{
    /// <summary>Its index.</summary>
    public uint Index => Path.Index;
}
