using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>What the submitter needs of the rollup's contract on L1.</summary>
public interface IRollupContract
{
    /// <summary>What the contract knows after the last block that it accepted.</summary>
    Task<RollupOnL1> GetStateAsync(CancellationToken cancel);

    /// <summary>The queue's running hash at a position: after that many requests; 0 if it has fewer.</summary>
    Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel);

    /// <summary>Sends a block and waits until it is on L1.</summary>
    /// <exception cref="L1RevertException">The contract refuses it, by a named error.</exception>
    Task<L1Receipt> SubmitBlockAsync(BlockSubmission block, CancellationToken cancel);
}
