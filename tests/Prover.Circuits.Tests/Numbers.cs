using Prover.Algebra;

namespace Prover.Circuits.Tests;

/// <summary>Reproducible random numbers; the seed stands in the test that uses it.</summary>
internal sealed class Numbers(int seed)
{
    private readonly Random _random = new(seed);

    public Fr Field()
    {
        byte[] bytes = new byte[40];
        _random.NextBytes(bytes);
        return Fr.Reduce(new System.Numerics.BigInteger(bytes, isUnsigned: true));
    }

    public Fr[] Fields(int count)
    {
        Fr[] values = new Fr[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Field();
        }

        return values;
    }

    public int Below(int bound) => _random.Next(bound);

    public int[] Permutation(int n)
    {
        int[] permutation = [.. Enumerable.Range(0, n)];
        _random.Shuffle(permutation);
        return permutation;
    }

    public static Wire[] Wires(params ReadOnlySpan<Fr> values)
    {
        Wire[] wires = new Wire[values.Length];
        for (int i = 0; i < wires.Length; i++)
        {
            wires[i] = values[i];
        }

        return wires;
    }
}
