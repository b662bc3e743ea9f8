using Prover.Algebra;
using Prover.Compute;

namespace Prover.Host.Bench.Kernels;

/// <summary>msm.g1: one sum Σ kᵢ·Pᵢ in G1 with uniform scalars and points of known logarithms.</summary>
internal sealed class MsmG1Case(KernelSpec spec, IComputeDevice device, MsmG1Inputs inputs) : KernelCase(spec)
{
    private ResidentFrVector? scalars;
    private ResidentG1? points;
    private G1Affine expected;
    private bool right;

    public override void Prepare(ComputeBudget budget)
    {
        FixedMemory<G1Affine> all = inputs.Points(budget);
        points = device.LoadG1(all.Slice(0, Spec.Size));
        scalars = device.UploadFr(inputs.Numbers.Scalars.AsSpan(0, Spec.Size));
        Fr logarithm = inputs.Numbers.LogarithmOfSum(Spec.Size);
        expected = G1.Generator.MultiplyVarTime(in logarithm).ToAffine();
    }

    public override void Rewind() => right = true;

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            right &= device.Msm(points!, scalars!, budget) == expected;
        }
    }

    public override bool IsRight(int repetitions) => right;

    public override void Dispose()
    {
        points?.Dispose();
        scalars?.Dispose();
        base.Dispose();
    }
}

/// <summary>The points of all sizes of msm.g1, made once by the device.</summary>
internal sealed class MsmG1Inputs(IComputeDevice device, int count, ulong seed) : IDisposable
{
    private AlignedBuffer<G1Affine>? buffer;

    /// <summary>Scalars and logarithms.</summary>
    public MsmScalars Numbers { get; } = new(count, seed);

    /// <summary>The points sᵢ·G.</summary>
    public FixedMemory<G1Affine> Points(ComputeBudget budget)
    {
        if (buffer is null)
        {
            using ResidentFrVector logarithms = device.UploadFr(Numbers.Logarithms);
            var made = new AlignedBuffer<G1Affine>(count);
            device.MultiplyFixedBase(G1Affine.Generator, logarithms, made.Memory, budget);
            buffer = made;
        }

        return buffer.Memory;
    }

    public void Dispose() => buffer?.Dispose();
}
