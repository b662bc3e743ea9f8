using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>One signed version of a transaction.</summary>
/// <param name="Hash">The hash of the signed bytes.</param>
/// <param name="MaxFeePerGas">Wei per gas in all, at most.</param>
/// <param name="MaxPriorityFeePerGas">Wei per gas for the proposer, at most.</param>
/// <param name="Signed">The signed bytes, to be given to a node again as they are.</param>
/// <param name="Time">When it was signed.</param>
public sealed record L1TransactionVersion(
    Bytes32 Hash,
    BigInteger MaxFeePerGas,
    BigInteger MaxPriorityFeePerGas,
    ReadOnlyMemory<byte> Signed,
    DateTimeOffset Time);
