using Prover.Algebra;

namespace Prover.Compute;

/// <summary>resultsᵢ ← kᵢ·P for one point P.</summary>
/// <typeparam name="TPoint">Affine points of the group.</typeparam>
/// <param name="point">P; may be the identity.</param>
/// <param name="scalars">The kᵢ.</param>
/// <param name="results">Host memory, as long as the scalars.</param>
public abstract class MultiplesStep<TPoint>(TPoint point, ResidentFrVector scalars, FixedMemory<TPoint> results)
    : PlanStep
    where TPoint : unmanaged
{
    /// <summary>P.</summary>
    public TPoint Point => point;

    /// <summary>The kᵢ.</summary>
    public ResidentFrVector Scalars => scalars;

    /// <summary>Where the multiples go.</summary>
    public FixedMemory<TPoint> Results => results;
}

/// <summary>Multiples of a point of G1.</summary>
/// <param name="point">P; may be the identity.</param>
/// <param name="scalars">The kᵢ.</param>
/// <param name="results">Host memory, as long as the scalars.</param>
public sealed class MultiplesG1Step(G1Affine point, ResidentFrVector scalars, FixedMemory<G1Affine> results)
    : MultiplesStep<G1Affine>(point, scalars, results)
{
    /// <inheritdoc/>
    public override double Work => 120.0 * Scalars.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.MultiplyFixedBase(Point, Scalars, Results, budget);
}

/// <summary>Multiples of a point of G2.</summary>
/// <param name="point">P; may be the identity.</param>
/// <param name="scalars">The kᵢ.</param>
/// <param name="results">Host memory, as long as the scalars.</param>
public sealed class MultiplesG2Step(G2Affine point, ResidentFrVector scalars, FixedMemory<G2Affine> results)
    : MultiplesStep<G2Affine>(point, scalars, results)
{
    /// <inheritdoc/>
    public override double Work => 300.0 * Scalars.Length;

    internal override void RunOn(IComputeDevice device, ComputeBudget budget) =>
        device.MultiplyFixedBase(Point, Scalars, Results, budget);
}
