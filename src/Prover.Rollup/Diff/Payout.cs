namespace Prover.Rollup;

/// <summary>What the forced withdrawal in an L1 slot pays.</summary>
/// <param name="Slot">The slot, below P.</param>
/// <param name="Token">The account's token.</param>
/// <param name="Amount">Not 0.</param>
public sealed record Payout(int Slot, uint Token, UInt128 Amount);
