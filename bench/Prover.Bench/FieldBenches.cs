using BenchmarkDotNet.Attributes;
using Prover.Algebra;

namespace Prover.Bench;

/// <summary>The prime fields: one operation on 1,024 pairs, so that a call costs nothing against the work.</summary>
[MemoryDiagnoser]
public class FieldBenches
{
    private const int Count = 1024;
    private readonly Fr[] left = new Fr[Count];
    private readonly Fr[] right = new Fr[Count];

    [GlobalSetup]
    public void Fill()
    {
        Fr step = Fr.FromUInt64(0x9E3779B97F4A7C15);
        Fr value = step;
        for (int i = 0; i < Count; i++)
        {
            left[i] = value;
            value = (value * value) + step;
            right[i] = value;
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public Fr Multiply()
    {
        Fr sum = Fr.Zero;
        for (int i = 0; i < Count; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public Fr Add()
    {
        Fr sum = Fr.Zero;
        for (int i = 0; i < Count; i++)
        {
            sum += left[i] + right[i];
        }

        return sum;
    }

    [Benchmark]
    public Fr Invert()
    {
        return left[0].Inverse();
    }
}
