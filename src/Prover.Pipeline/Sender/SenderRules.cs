using System.Numerics;

namespace Prover.Pipeline;

/// <summary>How the L1 sender behaves: caps, times, finality.</summary>
/// <remarks>
/// That one transaction is in flight at a time is no option: the gas of a block can be estimated only on top of the
/// block before it, and a transaction that is sent before that one is in the chain may burn its gas for nothing.
/// </remarks>
public sealed record SenderRules
{
    private const ulong Gwei = 1_000_000_000;

    /// <summary>The rules unless told otherwise.</summary>
    public static SenderRules Default { get; } = new();

    /// <summary>What a transaction may offer at most: 1,000 gwei, 50 of it for the proposer.</summary>
    public FeeCaps Caps { get; init; } = new(1000 * Gwei, 50 * Gwei);

    /// <summary>By how much a replacement raises both fees, in thousandths: at least 100, which is what nodes
    /// want.</summary>
    public int BumpPerMille { get; init; } = 125;

    /// <summary>How long a version may wait before it is replaced by a better one; also how long a gap below it is
    /// left to whoever made it.</summary>
    public TimeSpan BumpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Nothing is replaced that offers this many times what L1 asks: more money is no remedy then.</summary>
    public int MarketMultiple { get; init; } = 4;

    /// <summary>How long to wait before a transaction that the node does not know is given to it again.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long a transaction is given to the node again though it says that it knows it.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many blocks deep is final; null for the node's tag <c>finalized</c>.</summary>
    /// <remarks>A full node keeps states of 128 blocks: a greater depth needs an archive.</remarks>
    public int? FinalityDepth { get; init; }

    /// <summary>Gas that a transaction may use at most: 2^24 (EIP-7825).</summary>
    public ulong MaxGas { get; init; } = 1 << 24;

    /// <summary>The gas limit for an estimate: a fifth more, in case the state changes until the block; null if the
    /// estimate is above what is allowed.</summary>
    public ulong? GasFor(ulong estimate) =>
        estimate <= MaxGas ? Math.Min(estimate + (estimate / 5), MaxGas) : null;

    /// <summary>These rules, if they can be kept.</summary>
    /// <exception cref="ArgumentException">One is out of its range; the message names it.</exception>
    public SenderRules Checked()
    {
        Require(Caps.MaxFeePerGas > 0, "Caps.MaxFeePerGas is above 0");
        Require(Caps.MaxPriorityFeePerGas >= BigInteger.Zero, "Caps.MaxPriorityFeePerGas is not negative");
        Require(BumpPerMille is >= 100 and <= 1000, "BumpPerMille is from 100 to 1000");
        Require(MarketMultiple is >= 1 and <= 100, "MarketMultiple is from 1 to 100");
        Require(BumpAfter > TimeSpan.Zero, "BumpAfter is above 0");
        Require(ResendAfter >= TimeSpan.Zero, "ResendAfter is not negative");
        Require(RemindAfter > TimeSpan.Zero, "RemindAfter is above 0");
        Require(FinalityDepth is null or (>= 0 and <= 10_000), "FinalityDepth is from 0 to 10000");
        Require(MaxGas >= 21_000, "MaxGas is at least 21000");
        return this;
    }

    private static void Require(bool good, string rule)
    {
        if (!good)
        {
            throw new ArgumentException($"Expected that {rule}.");
        }
    }
}
