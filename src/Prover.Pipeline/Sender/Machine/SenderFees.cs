using System.Numerics;

namespace Prover.Pipeline;

/// <summary>What to offer: pure arithmetic on wei per gas.</summary>
internal static class SenderFees
{
    /// <summary>What L1 asks without any cap: the base fee can double before it does not suffice.</summary>
    public static OfferedFees Market(L1FeeData fees) =>
        new((2 * fees.BaseFee) + fees.PriorityFee, fees.PriorityFee);

    /// <summary>The first offer: what L1 asks, within the caps; null while the base fee alone is above.</summary>
    public static OfferedFees? First(L1FeeData fees, FeeCaps caps)
    {
        if (fees.BaseFee > caps.MaxFeePerGas)
        {
            return null;
        }

        var priority = BigInteger.Min(fees.PriorityFee, caps.MaxPriorityFeePerGas);
        var all = BigInteger.Min((2 * fees.BaseFee) + priority, caps.MaxFeePerGas);
        return new OfferedFees(all, BigInteger.Min(priority, all));
    }

    /// <summary>The least offer that replaces another: both fees rise by the given part, at least by 1 wei, and to
    /// what L1 asks now as far as the caps allow that.</summary>
    /// <remarks>The result may be above the caps: then there is none.</remarks>
    public static OfferedFees Bump(L1TransactionVersion version, L1FeeData fees, FeeCaps caps, int perMille)
    {
        OfferedFees market = Market(fees);
        var all = BigInteger.Min(market.MaxFeePerGas, caps.MaxFeePerGas);
        var priority = BigInteger.Min(market.MaxPriorityFeePerGas, caps.MaxPriorityFeePerGas);
        OfferedFees least = Least(version, perMille);
        priority = BigInteger.Max(priority, least.MaxPriorityFeePerGas);
        all = BigInteger.Max(all, least.MaxFeePerGas);
        return new OfferedFees(BigInteger.Max(all, priority), priority);
    }

    /// <summary>The least that nodes take in the place of a version, whatever L1 asks.</summary>
    public static OfferedFees Least(L1TransactionVersion version, int perMille)
    {
        BigInteger priority = Raise(version.MaxPriorityFeePerGas, perMille);
        return new OfferedFees(BigInteger.Max(Raise(version.MaxFeePerGas, perMille), priority), priority);
    }

    /// <summary>The fee raised by so many thousandths, rounded up, by 1 wei at least.</summary>
    private static BigInteger Raise(BigInteger fee, int perMille) =>
        BigInteger.Max(((fee * (1000 + perMille)) + 999) / 1000, fee + 1);
}
