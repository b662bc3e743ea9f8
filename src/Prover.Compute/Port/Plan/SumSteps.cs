using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Scalars of one or more sums, got ready once for all of them.</summary>
/// <param name="source">Where the scalars are; must stay as it is until this step has run.</param>
/// <param name="at">Their positions in the source, each inside of it; null for all in order.</param>
public sealed class ScalarsStep(ResidentFrVector source, ResidentIndices? at) : PlanStep
{
    private ResidentFrVector? _vector;

    /// <summary>Where the scalars are.</summary>
    public ResidentFrVector Source => source;

    /// <summary>Their positions, or null for all in order.</summary>
    public ResidentIndices? At => at;

    /// <summary>Number of scalars.</summary>
    public int Count => at?.Length ?? source.Length;

    /// <inheritdoc/>
    public override double Work => 4.0 * Count;

    /// <summary>The scalars one after another, between the run of this step and the end of the plan.</summary>
    internal ResidentFrVector Vector =>
        _vector ?? throw new InvalidOperationException("The scalars are not ready yet.");

    internal override void RunOn(IComputeDevice device, ComputeBudget budget)
    {
        _vector = device.AllocateFr(Count);
        if (at is null)
        {
            device.Copy(source, _vector);
        }
        else
        {
            device.Gather(source, at, _vector, budget);
        }
    }

    internal override void Release()
    {
        _vector?.Dispose();
        _vector = null;
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
/// <param name="points">As many points as scalars.</param>
/// <param name="scalars">The kᵢ.</param>
public sealed class SumG1Step(ResidentG1 points, ScalarsStep scalars) : SumStep<G1Affine>(scalars)
{
    /// <summary>The Pᵢ.</summary>
    public ResidentG1 Points => points;

    /// <inheritdoc/>
    public override double Work => 120.0 * points.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        Complete(device.Msm(points, Scalars.Vector, budget));
}

/// <summary>Σ kᵢ·Pᵢ in G2.</summary>
/// <param name="points">As many points as scalars.</param>
/// <param name="scalars">The kᵢ.</param>
public sealed class SumG2Step(ResidentG2 points, ScalarsStep scalars) : SumStep<G2Affine>(scalars)
{
    /// <summary>The Pᵢ.</summary>
    public ResidentG2 Points => points;

    /// <inheritdoc/>
    public override double Work => 360.0 * points.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        Complete(device.Msm(points, Scalars.Vector, budget));
}
