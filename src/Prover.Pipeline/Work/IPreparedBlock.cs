using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A checked block with its assignment, which is secret and cleared when this is disposed.</summary>
public interface IPreparedBlock : IDisposable
{
    /// <summary>The block's header.</summary>
    BlockHeader Header { get; }
}
