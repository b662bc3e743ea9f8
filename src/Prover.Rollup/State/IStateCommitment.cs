using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// A short commitment to all leaves of the state, which can be opened at one index. The Merkle tree is the first
/// scheme.
/// </summary>
/// <typeparam name="TSelf">The scheme.</typeparam>
/// <typeparam name="TOpening">What proves one leaf against <see cref="Root"/>.</typeparam>
/// <remarks>
/// Immutable: an update gives a new commitment and leaves this one as it was, so a snapshot costs nothing.
/// </remarks>
public interface IStateCommitment<TSelf, TOpening>
    where TSelf : IStateCommitment<TSelf, TOpening>
{
    /// <summary>The commitment: one field element.</summary>
    Fr Root { get; }

    /// <summary>The leaf at an index; 0 where none was set.</summary>
    Fr GetLeaf(uint index);

    /// <summary>The commitment to the same leaves but one.</summary>
    TSelf SetLeaf(uint index, in Fr leaf);

    /// <summary>What proves the leaf at an index, set or not.</summary>
    TOpening Open(uint index);
}
