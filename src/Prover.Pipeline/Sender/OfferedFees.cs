using System.Numerics;

namespace Prover.Pipeline;

/// <summary>What a version of a transaction offers, in wei per gas.</summary>
/// <param name="MaxFeePerGas">In all, at most.</param>
/// <param name="MaxPriorityFeePerGas">For the proposer, at most; never above the other.</param>
public sealed record OfferedFees(BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas);
