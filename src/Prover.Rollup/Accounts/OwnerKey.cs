using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>Who owns an account: an address on L1 and a Baby Jubjub key.</summary>
/// <param name="L1Address">Where withdrawals are paid to.</param>
/// <param name="Sign">True if the canonical ax of the key is above (r−1)/2; plain data.</param>
/// <param name="Ay">The y coordinate of the key; need not be on the curve.</param>
public readonly record struct OwnerKey(EthAddress L1Address, bool Sign, Fr Ay)
{
    /// <summary>l1Address(160) + sign(1): m₃ of a signed message and the second slot of a leaf.</summary>
    public Fr Packed => new FrPacker().Append(L1Address).Append(Sign ? 1u : 0u, 1).ToFr();
}
