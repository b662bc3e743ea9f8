using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Some of the scalars of a sum.</summary>
/// <param name="Source">Where they are; must stay as it is until the <see cref="ScalarsStep"/> has run.</param>
/// <param name="At">Their positions in the source, each inside of it; null for all in order.</param>
/// <param name="Factor">A vector of one element that all are multiplied with, not a value, since it may be a secret
/// that is to be cleared; null for 1.</param>
public readonly record struct ScalarsPart(
    ResidentFrVector Source, ResidentIndices? At = null, ResidentFrVector? Factor = null)
{
    /// <summary>Number of scalars.</summary>
    public int Count => At?.Length ?? Source.Length;
}

/// <summary>Scalars of one or more sums, got ready once for all of them: the given parts one after another.</summary>
/// <param name="parts">The parts.</param>
public sealed class ScalarsStep(IReadOnlyList<ScalarsPart> parts) : PlanStep
{
    private ResidentFrVector? _vector;

    /// <summary>The parts.</summary>
    public IReadOnlyList<ScalarsPart> Parts => parts;

    /// <summary>Number of scalars of all parts.</summary>
    public int Count { get; } = parts.Sum(part => part.Count);

    /// <inheritdoc/>
    public override double Work => 4.0 * Count;

    /// <summary>The scalars one after another, between the run of this step and the end of the plan.</summary>
    internal ResidentFrVector Vector =>
        _vector ?? throw new InvalidOperationException("The scalars are not ready yet.");

    internal override void RunOn(IComputeDevice device, ComputeBudget budget)
    {
        _vector = device.AllocateFr(Count);
        int start = 0;
        foreach (ScalarsPart part in parts)
        {
            using ResidentFrVector slice = _vector.Slice(start, part.Count);
            Fill(device, part, slice, budget.Quiet());
            start += part.Count;
        }
    }

    internal override void Release()
    {
        _vector?.Dispose();
        _vector = null;
    }

    private static void Fill(IComputeDevice device, ScalarsPart part, ResidentFrVector slice, ComputeBudget budget)
    {
        if (part.At is null)
        {
            device.Copy(part.Source, slice);
        }
        else
        {
            device.Gather(part.Source, part.At, slice, budget);
        }

        if (part.Factor is not null)
        {
            Span<Fr> factor = stackalloc Fr[1];
            device.Download(part.Factor, factor);
            device.Scale(slice, in factor[0], slice, budget);
            factor.Clear();
        }
    }
}

/// <summary>Σ kᵢ·Pᵢ in one of the groups.</summary>
/// <typeparam name="TPoint">Affine points of the group.</typeparam>
/// <param name="scalars">The kᵢ.</param>
public abstract class SumStep<TPoint>(ScalarsStep scalars) : PlanStep
    where TPoint : struct
{
    /// <summary>The kᵢ.</summary>
    public ScalarsStep Scalars => scalars;

    /// <summary>The sum; the identity until the step has run.</summary>
    public TPoint Value { get; private set; }

    /// <summary>For a device: says what the sum is.</summary>
    public void Complete(TPoint value) => Value = value;
}

/// <summary>Σ kᵢ·Pᵢ in G1.</summary>
/// <param name="points">The Pᵢ, one array after another; as many as scalars.</param>
/// <param name="scalars">The kᵢ.</param>
public sealed class SumG1Step(IReadOnlyList<ResidentG1> points, ScalarsStep scalars) : SumStep<G1Affine>(scalars)
{
    /// <summary>The Pᵢ.</summary>
    public IReadOnlyList<ResidentG1> Points => points;

    /// <inheritdoc/>
    public override double Work => 120.0 * Scalars.Count;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget)
    {
        var batch = new MsmG1[points.Count];
        int start = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            batch[i] = new MsmG1(points[i], Scalars.Vector.Slice(start, points[i].Length));
            start += points[i].Length;
        }

        CpuDevice.SameLength(Scalars.Count, start);
        G1 sum = G1.Identity;
        foreach (G1Affine part in device.Msm(batch, budget))
        {
            sum += part;
        }

        Complete(sum.ToAffine());
    }
}

/// <summary>Σ kᵢ·Pᵢ in G2.</summary>
/// <param name="points">The Pᵢ; as many as scalars.</param>
/// <param name="scalars">The kᵢ.</param>
public sealed class SumG2Step(ResidentG2 points, ScalarsStep scalars) : SumStep<G2Affine>(scalars)
{
    /// <summary>The Pᵢ.</summary>
    public ResidentG2 Points => points;

    /// <inheritdoc/>
    public override double Work => 360.0 * Scalars.Count;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        Complete(device.Msm(points, Scalars.Vector, budget));
}
