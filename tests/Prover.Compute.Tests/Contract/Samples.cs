using System.Numerics;
using Prover.Algebra;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

/// <summary>Random values whose seed is printed.</summary>
internal sealed class Samples
{
    private readonly Random _random;

    public Samples(ITestOutputHelper output)
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        _random = new Random(seed);
    }

    public static Fr Largest => -Fr.One;

    public int Below(int bound) => _random.Next(bound);

    public Fr Scalar()
    {
        byte[] bytes = new byte[40];
        _random.NextBytes(bytes);
        return Fr.Reduce(new BigInteger(bytes, isUnsigned: true));
    }

    public Fr[] Scalars(int count) => Make(count, _ => Scalar());

    public G1Affine[] PointsG1(int count)
    {
        G1 step = G1.Generator.MultiplyVarTime(Scalar());
        G1 point = G1.Generator.MultiplyVarTime(Scalar());
        var points = new G1[count];
        for (int i = 0; i < count; i++, point += step)
        {
            points[i] = point;
        }

        var affine = new G1Affine[count];
        G1.Normalize(points, affine);
        return affine;
    }

    public G2Affine[] PointsG2(int count)
    {
        G2 step = G2.Generator.MultiplyVarTime(Scalar());
        G2 point = G2.Generator.MultiplyVarTime(Scalar());
        var points = new G2[count];
        for (int i = 0; i < count; i++, point += step)
        {
            points[i] = point;
        }

        var affine = new G2Affine[count];
        G2.Normalize(points, affine);
        return affine;
    }

    public static T[] Make<T>(int count, Func<int, T> make)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = make(i);
        }

        return values;
    }
}
