using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The terms of a product of pairings Π e(Pᵢ, Qᵢ) · Π e(Rⱼ, Sⱼ).</summary>
/// <remarks>Points may be the identity, whose pairings are 1. Not all of them need be valid: see
/// <see cref="IComputeDevice.TryPairingProduct"/>.</remarks>
public readonly ref struct PairingTerms
{
    /// <summary>P₀ … of G1.</summary>
    public ReadOnlySpan<G1Affine> P { get; init; }

    /// <summary>Q₀ … of G2, as many as P.</summary>
    public ReadOnlySpan<G2Affine> Q { get; init; }

    /// <summary>R₀ … of G1, the partners of the first points of <see cref="S"/>.</summary>
    public ReadOnlySpan<G1Affine> R { get; init; }

    /// <summary>S₀ … of G2, at least as many as R; null if there is no R.</summary>
    public ResidentPairingPoints? S { get; init; }

    /// <summary>Number of pairings.</summary>
    public int Count => P.Length + R.Length;
}
