using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>L1 at one of its blocks, as far as the sender needs it.</summary>
public sealed record L1Snapshot
{
    /// <summary>The height of that block.</summary>
    public required ulong Head { get; init; }

    /// <summary>Its hash.</summary>
    public required Bytes32 HeadHash { get; init; }

    /// <summary>The last block that is final.</summary>
    public required ulong FinalBlock { get; init; }

    /// <summary>Transactions of the account in the chain up to the head: the next nonce.</summary>
    public required ulong LatestNonce { get; init; }

    /// <summary>The same with those that wait in the node's pool.</summary>
    public required ulong PendingNonce { get; init; }

    /// <summary>Transactions of the account up to the final block: nonces below are decided for ever.</summary>
    public required ulong FinalNonce { get; init; }

    /// <summary>What the account has, in wei.</summary>
    public required BigInteger Balance { get; init; }

    /// <summary>What the next block asks.</summary>
    public required L1FeeData Fees { get; init; }

    /// <summary>What the contract knows at the head.</summary>
    public required RollupOnL1 Rollup { get; init; }
}
