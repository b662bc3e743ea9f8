using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>
/// What never changes of an account: its token and its owner. Several accounts may have the same identity.
/// </summary>
/// <param name="Token">The token's id in the registry on L1; 0 is ETH.</param>
/// <param name="L1Address">The owner on L1; not 0 for an account that exists.</param>
/// <param name="Sign">True if the canonical ax of the owner's key is above (r−1)/2; plain data.</param>
/// <param name="Ay">The y coordinate of the owner's Baby Jubjub key; need not be on the curve.</param>
public readonly record struct AccountIdentity(uint Token, EthAddress L1Address, bool Sign, Fr Ay)
{
    /// <summary>A token and an owner.</summary>
    public AccountIdentity(uint token, in OwnerKey owner)
        : this(token, owner.L1Address, owner.Sign, owner.Ay)
    {
    }

    /// <summary>The owner without the token.</summary>
    public OwnerKey Key => new(L1Address, Sign, Ay);

    /// <summary>l1Address(160) + sign(1), as in the leaf.</summary>
    public Fr Owner => Key.Packed;
}
