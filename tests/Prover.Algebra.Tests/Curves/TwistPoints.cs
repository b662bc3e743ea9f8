namespace Prover.Algebra.Tests;

/// <summary>Random points of the twist E′; nearly all lie outside of G2.</summary>
internal static class TwistPoints
{
    public static G2Affine OutsideG2(Random random)
    {
        while (true)
        {
            Fq2 x = TowerRandom.Fq2(random);
            if (((x.Square() * x) + G2Affine.B).TrySqrtVarTime(out Fq2 y))
            {
                return new G2Affine(in x, in y);
            }
        }
    }
}
