namespace Prover.Rollup;

/// <summary>What a withdrawal pays on L1.</summary>
/// <param name="L1Address">The owner of the debited account.</param>
/// <param name="Token">The account's token.</param>
/// <param name="Amount">Not 0.</param>
public sealed record PaidWithdrawal(EthAddress L1Address, uint Token, UInt128 Amount);
