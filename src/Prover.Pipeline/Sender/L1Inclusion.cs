using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Where a version of a transaction was mined.</summary>
/// <param name="TransactionHash">Which version.</param>
/// <param name="BlockNumber">The block of L1.</param>
/// <param name="BlockHash">Its hash: another one at the same height is a reorganisation.</param>
/// <param name="Succeeded">False if it reverted.</param>
/// <param name="GasUsed">Gas, all included.</param>
/// <param name="GasPrice">Wei per gas that it paid.</param>
public sealed record L1Inclusion(
    Bytes32 TransactionHash,
    ulong BlockNumber,
    Bytes32 BlockHash,
    bool Succeeded,
    ulong GasUsed,
    BigInteger GasPrice);
