namespace Prover.Rollup;

/// <summary>An account that a block created.</summary>
/// <param name="Identity">Its L1 address is not 0.</param>
/// <param name="Nonce">Below 2^16: the operations that it signed in the same block.</param>
/// <param name="Balance">After the block.</param>
public sealed record NewAccount(AccountIdentity Identity, int Nonce, UInt128 Balance);
