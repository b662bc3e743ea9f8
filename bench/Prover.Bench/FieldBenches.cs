using BenchmarkDotNet.Attributes;
using Prover.Algebra;
using Prover.Compute;

namespace Prover.Bench;

/// <summary>The prime field: products of the device and of plain C# on 1,024 pairs, so that a call costs nothing
/// against the work.</summary>
[BenchmarkCategory("Field")]
public class FieldBenches
{
    private const int Count = 1024;
    private readonly Fr[] left = BenchNumbers.Wide(Count, 1);
    private readonly Fr[] right = BenchNumbers.Wide(Count, 2);
    private IComputeDevice? device;
    private ResidentFrVector? a, b, c;

    [GlobalSetup]
    public void Fill()
    {
        device = BenchLevel.OpenDevice();
        a = device.UploadFr(left);
        b = device.UploadFr(right);
        c = device.AllocateFr(Count);
    }

    [GlobalCleanup]
    public void Free()
    {
        a?.Dispose();
        b?.Dispose();
        c?.Dispose();
        device?.Dispose();
    }

    /// <summary>cᵢ = aᵢ·bᵢ on the device.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void DeviceMultiply() => device!.Multiply(a!, b!, c!, ComputeBudget.SingleThread);

    /// <summary>cᵢ = aᵢ·bᵢ − aᵢ on the device.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void DeviceMultiplySubtract() =>
        device!.MultiplySubtract(a!, b!, a!, c!, ComputeBudget.SingleThread);

    /// <summary>Σ aᵢ·bᵢ in plain C#.</summary>
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

    /// <summary>Σ aᵢ + bᵢ in plain C#.</summary>
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

    /// <summary>1/a in plain C#.</summary>
    [Benchmark]
    public Fr Invert() => left[0].Inverse();
}
