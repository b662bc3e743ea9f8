using BenchmarkDotNet.Attributes;
using Prover.Algebra;
using Prover.Compute;

namespace Prover.Bench;

/// <summary>Transforms on one thread, in place and in natural order; the values do not matter.</summary>
[BenchmarkCategory("NTT")]
public class NttBenches
{
    private IComputeDevice? device;
    private ResidentFrVector? vector;
    private Fr shift;

    /// <summary>2^Log elements.</summary>
    [Params(10, 14, 18)]
    public int Log { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        device = BenchLevel.OpenDevice();
        vector = device.UploadFr(BenchNumbers.Wide(1 << Log, 5));
        shift = NttDomain.Root(Log + 1);
    }

    [GlobalCleanup]
    public void Free()
    {
        vector?.Dispose();
        device?.Dispose();
    }

    [Benchmark]
    public void Forward() => device!.Ntt(vector!, NttDirection.Forward, Fr.One, ComputeBudget.SingleThread);

    [Benchmark]
    public void Inverse() => device!.Ntt(vector!, NttDirection.Inverse, Fr.One, ComputeBudget.SingleThread);

    /// <summary>On the coset of the odd roots, as the quotient of a proof wants it.</summary>
    [Benchmark]
    public void Coset() => device!.Ntt(vector!, NttDirection.Forward, in shift, ComputeBudget.SingleThread);
}
