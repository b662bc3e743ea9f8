namespace Prover.Algebra;

/// <summary>What the q-th power multiplies the powers of w by.</summary>
internal static class FrobeniusConstants
{
    /// <summary>γₖ = ξ^(k(q−1)/6) for k = 0 … 5.</summary>
    public static readonly Fq2[] Gamma = MakeGamma();

    private static Fq2[] MakeGamma()
    {
        Fq2[] gamma = new Fq2[6];
        gamma[0] = Fq2.One;
        gamma[1] = Power.Of(Bn254.Xi, (Fq.Modulus - 1) / 6);
        for (int k = 2; k < gamma.Length; k++)
        {
            gamma[k] = gamma[k - 1] * gamma[1];
        }

        return gamma;
    }
}
