using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>What a block says about itself besides its operations.</summary>
/// <param name="Domain">The chain and the contract.</param>
/// <param name="CircuitId">The block circuit, and with it the capacities.</param>
/// <param name="Number">The block's number.</param>
/// <param name="Time">Unix seconds, below 2^40.</param>
/// <param name="OldRoot">The state's root before the block.</param>
/// <param name="NewRoot">The state's root after the block.</param>
/// <param name="AccountCount">The number of accounts before the block, at most 2^32.</param>
/// <param name="FirstQueuePosition">The position in the L1 queue of the first request that the block consumes.</param>
/// <param name="QueueHashBefore">The queue's running hash before that request.</param>
/// <param name="QueueHashAfter">The queue's running hash after the last consumed request.</param>
public sealed record BlockHeader(
    Domain Domain,
    Bytes32 CircuitId,
    uint Number,
    ulong Time,
    Fr OldRoot,
    Fr NewRoot,
    ulong AccountCount,
    uint FirstQueuePosition,
    Bytes32 QueueHashBefore,
    Bytes32 QueueHashAfter);
