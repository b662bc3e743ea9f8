namespace Prover.Rollup;

/// <summary>The change of an account that existed before the block.</summary>
/// <param name="Index">Below the account count before the block.</param>
/// <param name="NonceIncrement">Below 2^16.</param>
/// <param name="Delta">The change of its balance; may be zero.</param>
public sealed record TouchedAccount(uint Index, int NonceIncrement, BalanceDelta Delta);
