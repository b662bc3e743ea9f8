using System.Numerics;

namespace Prover.Algebra.Tests;

/// <summary>Field elements from a seeded generator, one in eight at an edge (0, 1, r − 1).</summary>
internal static class RandomField
{
    public static Fr Next(Random random)
    {
        switch (random.Next(24))
        {
            case 0:
                return Fr.Zero;
            case 1:
                return Fr.One;
            case 2:
                return -Fr.One;
            default:
                byte[] bytes = new byte[40];
                random.NextBytes(bytes);
                return Fr.Reduce(new BigInteger(bytes, isUnsigned: true));
        }
    }

    public static Fr[] Many(Random random, int count)
    {
        Fr[] values = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Next(random);
        }

        return values;
    }
}
