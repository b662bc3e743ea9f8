using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A block of the rollup that the contract accepted, as its event tells it.</summary>
/// <param name="BlockNumber">The block's number.</param>
/// <param name="NewRoot">The state's root after it.</param>
/// <param name="L1Block">The block of L1 that it is in.</param>
/// <param name="TransactionHash">The transaction that brought it.</param>
public sealed record AcceptedOnL1(uint BlockNumber, Fr NewRoot, ulong L1Block, Bytes32 TransactionHash);
