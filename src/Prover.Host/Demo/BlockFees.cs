namespace Prover.Host.Demo;

/// <summary>What the demo's operations pay to the sequencer.</summary>
internal static class BlockFees
{
    /// <summary>Of an operation in ether, in wei: 21,000 gas at 1 gwei, what a plain transfer may cost.</summary>
    public static UInt128 Ether => 21_000_000_000_000;
}
