using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>One account: one owner × one token. The default is the empty account.</summary>
/// <param name="Identity">Token and owner; never changes.</param>
/// <param name="Nonce">Signed operations so far; 2^32 − 1 is the end: such an account cannot sign any more.</param>
/// <param name="Balance">In base units of the token.</param>
public readonly record struct Account(AccountIdentity Identity, uint Nonce, UInt128 Balance)
{
    /// <summary>The account that does not exist: every field is 0, and so is its leaf.</summary>
    public static Account Empty => default;

    /// <summary>True exactly when the L1 address is 0.</summary>
    public bool IsEmpty => Identity.L1Address.IsZero;

    /// <summary>balance(128) + 0(32) + nonce(32).</summary>
    public Fr Packed => new FrPacker().Append(Balance, 128).Append(0, 32).Append(Nonce, 32).ToFr();

    /// <summary>Poseidon(token, owner, packed, ay); the constant 0 for the empty account.</summary>
    public Fr Leaf() =>
        IsEmpty ? Fr.Zero : Poseidon.Hash([Fr.FromUInt64(Identity.Token), Identity.Owner, Packed, Identity.Ay]);
}
