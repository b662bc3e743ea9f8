using System.Numerics;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>What one transaction may cost at most, whatever the node says about fees and gas.</summary>
/// <remarks>
/// A node that lies or is broken can otherwise make the sender offer all that it has: the priority fee goes to whoever
/// proposes the block.
/// </remarks>
/// <param name="MaxFeePerGas">Wei per gas in all; while the base fee is above, nothing is sent.</param>
/// <param name="MaxPriorityFeePerGas">Wei per gas for the proposer; more is not offered.</param>
/// <param name="MaxGas">Gas of a transaction.</param>
public sealed record SpendingLimits(BigInteger MaxFeePerGas, BigInteger MaxPriorityFeePerGas, ulong MaxGas)
{
    private const ulong Gwei = 1_000_000_000;

    /// <summary>1,000 gwei in all, 50 for the proposer, 2^24 gas: what L1 itself allows (EIP-7825).</summary>
    public static SpendingLimits Default { get; } = new(1000 * Gwei, 50 * Gwei, 1 << 24);

    /// <summary>The fees to offer: what the node proposes, within the limits.</summary>
    /// <exception cref="L1Exception">The base fee alone is above the limit.</exception>
    public L1FeeData Cap(L1FeeData fees)
    {
        ArgumentNullException.ThrowIfNull(fees);
        if (fees.BaseFee > MaxFeePerGas)
        {
            throw new L1Exception(
                $"Nothing is sent: the base fee is {fees.BaseFee} wei per gas, above the limit of {MaxFeePerGas}.");
        }

        var priority = BigInteger.Min(fees.PriorityFee, MaxPriorityFeePerGas);
        var all = BigInteger.Min((2 * fees.BaseFee) + priority, MaxFeePerGas);
        return new L1FeeData(fees.BaseFee, BigInteger.Min(priority, all), all);
    }

    /// <summary>The gas limit for an estimate: a fifth more, in case the state changes until the block.</summary>
    /// <exception cref="L1Exception">The estimate is above the limit.</exception>
    public ulong GasFor(ulong estimate) => estimate <= MaxGas
        ? Math.Min(estimate + (estimate / 5), MaxGas)
        : throw new L1Exception($"Nothing is sent: it would take {estimate} gas, above the limit of {MaxGas}.");
}
