namespace Prover.Rollup;

/// <summary>What is known of a block before its first operation.</summary>
/// <param name="Domain">The chain and the contract.</param>
/// <param name="CircuitId">The block circuit that the block is filled for.</param>
/// <param name="Number">The block's number.</param>
/// <param name="Time">Unix seconds, below 2^40.</param>
/// <param name="FirstQueuePosition">The position in the L1 queue of the first request that is not consumed yet.</param>
/// <param name="QueueHash">The queue's running hash before that request.</param>
public sealed record BlockContext(
    Domain Domain, Bytes32 CircuitId, uint Number, ulong Time, uint FirstQueuePosition, Bytes32 QueueHash);
