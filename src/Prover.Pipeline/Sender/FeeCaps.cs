using System.Numerics;

namespace Prover.Pipeline;

/// <summary>The most that a transaction may offer, whatever the node says about fees.</summary>
/// <param name="MaxFeePerGas">Wei per gas in all; while the base fee is above, nothing new is signed.</param>
/// <param name="MaxPriorityFeePerGas">Wei per gas for the proposer.</param>
public sealed record FeeCaps(BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas);
