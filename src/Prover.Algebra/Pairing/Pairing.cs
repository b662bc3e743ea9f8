namespace Prover.Algebra;

/// <summary>The optimal ate pairing e: G1 × G2 → 𝔽q¹² of BN254.</summary>
/// <remarks>
/// <para>Parameters: <see cref="Bn254"/>. Slow twin: <see cref="PairingReference"/>, with the same values.</para>
/// <para>Points are taken as they are: those from outside must have been checked to lie on the curve and, in G2, in
/// the subgroup (the readers of <see cref="EvmEncoding"/> do it). With either point the identity, e = 1.</para>
/// <para>All inputs are public data; nothing here is constant time.</para>
/// </remarks>
public static class Pairing
{
    /// <summary>e(P, Q).</summary>
    public static Fq12 Compute(in G1Affine p, in G2Affine q) => Product([(p, q)]);

    /// <summary>Π e(Pᵢ, Qᵢ); 1 for no pairs.</summary>
    /// <remarks>One Miller loop whose squares all pairs share, and one final exponentiation.</remarks>
    public static Fq12 Product(ReadOnlySpan<(G1Affine P, G2Affine Q)> pairs) =>
        FinalExponentiation.Raise(MillerLoop.Product(pairs));

    /// <summary>True if Π e(Pᵢ, Qᵢ) = 1, as the pairing precompile of EIP-197 asks; true for no pairs.</summary>
    public static bool ProductIsOne(ReadOnlySpan<(G1Affine P, G2Affine Q)> pairs) => Product(pairs).IsOne;
}
