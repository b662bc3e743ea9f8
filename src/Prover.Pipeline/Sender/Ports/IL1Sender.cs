using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>The port to L1 on behalf of one account that submits blocks to one contract.</summary>
/// <remarks>
/// Nothing here retries, chooses a nonce or a fee, or remembers anything: that is the sender's. What cannot be
/// answered throws <see cref="L1Exception"/>; what the contract refuses throws <see cref="L1RevertException"/>.
/// </remarks>
public interface IL1Sender
{
    /// <summary>The account.</summary>
    EthAddress Address { get; }

    /// <summary>Reads L1 at its latest block.</summary>
    /// <param name="finalityDepth">How many blocks deep is final; null for the node's tag <c>finalized</c>.</param>
    /// <param name="cancel">Gives up.</param>
    Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel);

    /// <summary>What the node knows about a transaction.</summary>
    Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel);

    /// <summary>The hash of the block at a height; null where there is none.</summary>
    Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel);

    /// <summary>Where the contract accepted a block of the rollup; null if it did not.</summary>
    Task<AcceptedOnL1?> FindAcceptedAsync(uint blockNumber, CancellationToken cancel);

    /// <summary>The queue's running hash after that many requests; 0 if it has fewer.</summary>
    Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel);

    /// <summary>Gas that the submission of a block takes on the latest state.</summary>
    /// <exception cref="L1RevertException">The contract would refuse it, by this name.</exception>
    Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel);

    /// <summary>Signs; nothing is sent.</summary>
    Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel);

    /// <summary>Gives signed bytes to the node. If this throws, it may have taken them all the same.</summary>
    Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel);
}
