using System.Numerics;
using Prover.Algebra;

namespace Prover.Circuit.RollupBlock;

/// <summary>Signs for unused slots with the publicly known secret 1, whose key is Base8.</summary>
/// <remarks>
/// R₈ = Base8 (r = 1), S = 1 + 8h mod ℓ, so S·B₈ = R₈ + h·8A. Nothing is protected by these signatures: an unused
/// slot can only
/// reach the reserved key. They exist so that the circuit never switches its signature check off.
/// </remarks>
internal static class DummySigner
{
    /// <summary>The scalar S for a message.</summary>
    public static Fr Sign(in Fr message)
    {
        BabyPoint key = BabyJubjub.Base8;
        Fr h = Poseidon.Hash([key.X, key.Y, key.X, key.Y, message]);
        BigInteger s = (1 + (8 * h.ToBigInteger())) % BabyJubjub.SubgroupOrder;
        return Fr.FromBigInteger(s);
    }
}
