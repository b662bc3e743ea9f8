using System.Numerics;

namespace Prover.Algebra.Tests;

/// <summary>Elements of the tower from a seeded generator; coordinates are often 0, 1 or q − 1.</summary>
internal static class TowerRandom
{
    public static Fq Fq(Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                return Algebra.Fq.Zero;
            case 1:
                return Algebra.Fq.One;
            case 2:
                return -Algebra.Fq.One;
            default:
                byte[] bytes = new byte[40];
                random.NextBytes(bytes);
                return Algebra.Fq.Reduce(new BigInteger(bytes, isUnsigned: true));
        }
    }

    public static Fq2 Fq2(Random random) => new(Fq(random), Fq(random));

    public static Fq6 Fq6(Random random) => new(Fq2(random), Fq2(random), Fq2(random));

    public static Fq12 Fq12(Random random) => new(Fq6(random), Fq6(random));
}
