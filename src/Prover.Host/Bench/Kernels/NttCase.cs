using Prover.Algebra;
using Prover.Compute;

namespace Prover.Host.Bench.Kernels;

/// <summary>ntt: forward transforms in natural order, in place.</summary>
/// <remarks>
/// The input is the geometric series vᵢ = gⁱ, whose transform is known without a transform:
/// v̂ⱼ·(g·ωʲ − 1) = gⁿ − 1. Four transforms in a row are n² times the identity (F² is n times a reflection), so that
/// any multiple of four has a known answer too.
/// </remarks>
internal sealed class NttCase : KernelCase
{
    private readonly IComputeDevice device;
    private readonly Fr ratio;
    private ResidentFrVector? vector;

    /// <param name="spec">Name and length, a power of two.</param>
    /// <param name="device">The device that is measured.</param>
    /// <param name="ratio">g; not a root of unity of that order.</param>
    public NttCase(KernelSpec spec, IComputeDevice device, in Fr ratio)
        : base(spec)
    {
        this.device = device;
        this.ratio = ratio;
    }

    public override void Prepare(ComputeBudget budget) => vector = device.AllocateFr(Spec.Size);

    public override int RoundUp(int repetitions) => repetitions == 1 ? 1 : (repetitions + 3) / 4 * 4;

    public override void Rewind()
    {
        using var series = new AlignedBuffer<Fr>(Spec.Size);
        Fr power = Fr.One;
        foreach (ref Fr value in series.Span)
        {
            value = power;
            power *= ratio;
        }

        device.Upload(series.Span, vector!);
    }

    public override void Run(int repetitions, ComputeBudget budget)
    {
        for (int i = 0; i < repetitions; i++)
        {
            device.Ntt(vector!, NttDirection.Forward, Fr.One, budget);
        }
    }

    public override bool IsRight(int repetitions)
    {
        using var values = new AlignedBuffer<Fr>(Spec.Size);
        device.Download(vector!, values.Span);
        return repetitions == 1 ? IsTransform(values.Span) : IsMultiple(values.Span, repetitions);
    }

    public override void Dispose()
    {
        vector?.Dispose();
        base.Dispose();
    }

    /// <summary>v̂ⱼ·(g·ωʲ − 1) = gⁿ − 1 for all j.</summary>
    private bool IsTransform(ReadOnlySpan<Fr> values)
    {
        Fr root = NttDomain.Root(NttDomain.LogOf(Spec.Size));
        Fr point = ratio;
        Fr expected = ratio.Pow(Spec.Size) - Fr.One;
        foreach (Fr value in values)
        {
            if (value * (point - Fr.One) != expected)
            {
                return false;
            }

            point *= root;
        }

        return true;
    }

    /// <summary>Values = n^(repetitions/2)·v.</summary>
    private bool IsMultiple(ReadOnlySpan<Fr> values, int repetitions)
    {
        Fr expected = Fr.FromUInt64((ulong)Spec.Size).Pow(repetitions / 2);
        foreach (Fr value in values)
        {
            if (value != expected)
            {
                return false;
            }

            expected *= ratio;
        }

        return true;
    }
}
