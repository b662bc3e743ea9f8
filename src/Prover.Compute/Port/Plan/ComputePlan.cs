using Prover.Algebra;

namespace Prover.Compute;

/// <summary>A longer computation for one device: its steps, and what each of them waits for.</summary>
/// <remarks>
/// Recorded first, then run as a whole by <see cref="IComputeDevice.Run"/>, which may run steps at the same time, or
/// parts of them, as long as each starts after those that it waits for. The order of recording is the order of
/// preference. Recording checks nothing and computes nothing. For one run and one thread.
/// </remarks>
public sealed class ComputePlan
{
    private readonly List<PlanStep> _steps = [];

    /// <summary>The steps in the order of recording.</summary>
    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>y ← M·x in the first M.Rows elements of y, zeros after them.</summary>
    public MatrixStep Multiply(
        ResidentMatrix matrix,
        ResidentFrVector vector,
        ResidentFrVector result,
        params ReadOnlySpan<PlanStep> after) =>
        Add(new MatrixStep(matrix, vector, result), after);

    /// <summary>resultᵢ ← aᵢ·bᵢ; the result may be a or b.</summary>
    public ProductStep Multiply(
        ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, params ReadOnlySpan<PlanStep> after) =>
        Add(new ProductStep(a, b, result), after);

    /// <summary>resultᵢ ← aᵢ·bᵢ − cᵢ; the result may be a, b or c.</summary>
    public ProductDifferenceStep MultiplySubtract(
        ResidentFrVector a,
        ResidentFrVector b,
        ResidentFrVector c,
        ResidentFrVector result,
        params ReadOnlySpan<PlanStep> after) =>
        Add(new ProductDifferenceStep(a, b, c, result), after);

    /// <summary>Transforms a vector in place, natural order in and out.</summary>
    public NttStep Ntt(
        ResidentFrVector vector, NttDirection direction, in Fr shift, params ReadOnlySpan<PlanStep> after) =>
        Add(new NttStep(vector, direction, shift), after);

    /// <summary>Gets scalars ready for sums: those at the given positions of a vector, or all of it.</summary>
    public ScalarsStep Scalars(
        ResidentFrVector source, ResidentIndices? at = null, params ReadOnlySpan<PlanStep> after) =>
        Scalars([new ScalarsPart(source, at)], after);

    /// <summary>Gets scalars ready for sums: several parts one after another.</summary>
    public ScalarsStep Scalars(ScalarsPart[] parts, params ReadOnlySpan<PlanStep> after) =>
        Add(new ScalarsStep(parts), after);

    /// <summary>Σ kᵢ·Pᵢ in G1; waits for its scalars.</summary>
    public SumG1Step Sum(ResidentG1 points, ScalarsStep scalars) => Sum([points], scalars);

    /// <summary>Σ kᵢ·Pᵢ in G1 over several arrays of points, one after another; waits for its scalars.</summary>
    /// <remarks>Cheaper than a sum for each array.</remarks>
    public SumG1Step Sum(ResidentG1[] points, ScalarsStep scalars) => Add(new SumG1Step(points, scalars), [scalars]);

    /// <summary>Σ kᵢ·Pᵢ in G2; waits for its scalars.</summary>
    public SumG2Step Sum(ResidentG2 points, ScalarsStep scalars) => Add(new SumG2Step(points, scalars), [scalars]);

    /// <summary>resultsᵢ ← kᵢ·P for one point P of G1.</summary>
    public MultiplesG1Step Multiples(
        in G1Affine point,
        ResidentFrVector scalars,
        FixedMemory<G1Affine> results,
        params ReadOnlySpan<PlanStep> after) =>
        Add(new MultiplesG1Step(point, scalars, results), after);

    /// <summary>resultsᵢ ← kᵢ·P for one point P of G2.</summary>
    public MultiplesG2Step Multiples(
        in G2Affine point,
        ResidentFrVector scalars,
        FixedMemory<G2Affine> results,
        params ReadOnlySpan<PlanStep> after) =>
        Add(new MultiplesG2Step(point, scalars, results), after);

    /// <summary>Something short that the caller does between the steps, on one thread.</summary>
    public CallStep Call(Action body, params ReadOnlySpan<PlanStep> after) => Add(new CallStep(body), after);

    /// <summary>Runs the steps one after another by the other calls of the port: what a device does that has nothing
    /// better.</summary>
    public void RunInOrder(IComputeDevice device, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(budget);
        double all = _steps.Sum(step => step.Work);
        double done = 0;
        try
        {
            foreach (PlanStep step in _steps)
            {
                budget.Cancellation.ThrowIfCancellationRequested();
                step.RunOn(device, budget.Part(done / all, (done + step.Work) / all));
                done += step.Work;
            }
        }
        finally
        {
            _steps.ForEach(step => step.Release());
        }

        budget.Progress?.Report(1);
    }

    private TStep Add<TStep>(TStep step, ReadOnlySpan<PlanStep> after)
        where TStep : PlanStep
    {
        step.Index = _steps.Count;
        step.After = after.ToArray();
        foreach (PlanStep earlier in step.After)
        {
            if (earlier.Index >= _steps.Count || _steps[earlier.Index] != earlier)
            {
                throw new ArgumentException("A step waits only for earlier steps of the same plan.");
            }
        }

        _steps.Add(step);
        return step;
    }
}
