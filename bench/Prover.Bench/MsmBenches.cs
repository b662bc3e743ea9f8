using BenchmarkDotNet.Attributes;
using Prover.Algebra;
using Prover.Compute;

namespace Prover.Bench;

/// <summary>Sums Σ kᵢ·Pᵢ on one thread; points of known logarithms, so that every level gives the same sum.</summary>
[BenchmarkCategory("MSM")]
public class MsmBenches
{
    private IComputeDevice? device;
    private ResidentFrVector? scalars;
    private ResidentG1? g1;
    private ResidentG2? g2;

    /// <summary>2^Log points.</summary>
    [Params(10, 14, 16)]
    public int Log { get; set; }

    /// <summary>wide: uniform scalars; bits: seven of eight are 0 or 1, as in the witness of a block.</summary>
    [Params("wide", "bits")]
    public string Scalars { get; set; } = "wide";

    [GlobalSetup]
    public void Fill()
    {
        int count = 1 << Log;
        ComputeBudget budget = ComputeBudget.AllThreads();
        device = BenchLevel.OpenDevice();
        scalars = device.UploadFr(
            Scalars == "wide" ? BenchNumbers.Wide(count, 3) : BenchNumbers.MostlyBits(count, 3));
        using var bufferG1 = new AlignedBuffer<G1Affine>(count);
        using var bufferG2 = new AlignedBuffer<G2Affine>(count);
        using ResidentFrVector logarithms = device.UploadFr(BenchNumbers.Wide(count, 4));
        device.MultiplyFixedBase(G1Affine.Generator, logarithms, bufferG1.Memory, budget);
        device.MultiplyFixedBase(G2Affine.Generator, logarithms, bufferG2.Memory, budget);
        g1 = device.UploadG1(bufferG1.Span);
        g2 = device.UploadG2(bufferG2.Span);
    }

    [GlobalCleanup]
    public void Free()
    {
        IDisposable?[] all = [scalars, g1, g2, device];
        foreach (IDisposable? one in all)
        {
            one?.Dispose();
        }
    }

    [Benchmark]
    public G1Affine MsmG1() => device!.Msm(g1!, scalars!, ComputeBudget.SingleThread);

    [Benchmark]
    public G2Affine MsmG2() => device!.Msm(g2!, scalars!, ComputeBudget.SingleThread);
}
