using Prover.Algebra;

namespace Prover.Compute.Native;

public sealed partial class NativeDevice
{
    /// <inheritdoc/>
    public override ResidentFrVector AllocateFr(int length) =>
        new CpuFrVector(this, new PooledVector(Blocks, length));

    /// <inheritdoc/>
    /// <remarks>The steps are cut into pieces which all lie in one schedule, so that threads do not wait at the
    /// barriers inside of a transform or at the end of a sum as long as any step has pieces left.</remarks>
    public override void Run(ComputePlan plan, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(budget);
        RunJobs(budget, (schedule, make) =>
        {
            var jobs = new ComputeJob[plan.Steps.Count];
            foreach (PlanStep step in plan.Steps)
            {
                jobs[step.Index] = JobOf(step, plan, jobs, make);
                schedule.Add(jobs[step.Index], [.. step.After.Select(earlier => jobs[earlier.Index])]);
            }
        });
    }

    private void RunJobs(ComputeBudget budget, Action<JobSchedule, PlanJobs> fill)
    {
        using var cancel = new CancelFlag(budget.Cancellation);
        using var make = new PlanJobs(_ntt, new JobContext(Blocks, cancel, budget.MaxThreads));
        var schedule = new JobSchedule();
        fill(schedule, make);
        try
        {
            schedule.Run(budget);
        }
        finally
        {
            Blocks.Wipe(budget.MaxThreads);
        }
    }

    private ComputeJob JobOf(PlanStep step, ComputePlan plan, ComputeJob[] jobs, PlanJobs make) => step switch
    {
        MatrixStep s => MatrixJob(s, make),
        ProductStep s => ProductJob(s),
        ProductDifferenceStep s => DifferenceJob(s),
        NttStep s => make.Ntt(Unwrap(s.Vector), s.Direction, Nonzero(s.Shift)),
        ScalarsStep s => make.Scalars(
            [.. s.Parts.Select(Source)],
            plan.Steps.Count(other => other is SumG1Step sum && sum.Scalars == s),
            plan.Steps.Count(other => other is SumG2Step sum && sum.Scalars == s)),
        SumG1Step s => make.Sum(PointsOf(s), (ScalarsJob)jobs[s.Scalars.Index], s.Complete),
        SumG2Step s => make.Sum(
            Matching(Own<CpuG2>(s.Points).Memory, s.Scalars.Count), (ScalarsJob)jobs[s.Scalars.Index], s.Complete),
        MultiplesG1Step s => make.Multiples(s.Point, Total(plan, s), ScalarsOf(s), s.Results),
        MultiplesG2Step s => make.Multiples(s.Point, Total(plan, s), ScalarsOf(s), s.Results),
        CallStep s => PlanJobs.Call(s.Body),
        _ => throw new ArgumentException($"Device {Name} does not know the step {step.GetType().Name}."),
    };

    private ComputeJob MatrixJob(MatrixStep step, PlanJobs make)
    {
        SparseMatrix m = Own<CpuMatrix>(step.Matrix).Matrix;
        FixedMemory<Fr> x = Unwrap(step.Vector);
        FixedMemory<Fr> y = Unwrap(step.Result);
        CheckProduct(m, x, y);
        return make.Multiply(m, x, y);
    }

    private ComputeJob ProductJob(ProductStep step)
    {
        FixedMemory<Fr> result = Unwrap(step.Result);
        return PlanJobs.Multiply(
            Matching(Unwrap(step.A), result.Length), Matching(Unwrap(step.B), result.Length), result);
    }

    private ComputeJob DifferenceJob(ProductDifferenceStep step)
    {
        FixedMemory<Fr> result = Unwrap(step.Result);
        return PlanJobs.MultiplySubtract(
            Matching(Unwrap(step.A), result.Length),
            Matching(Unwrap(step.B), result.Length),
            Matching(Unwrap(step.C), result.Length),
            result);
    }

    /// <summary>Number of multiples of one point that a plan wants: its table suits all of them.</summary>
    private static int Total<TPoint>(ComputePlan plan, MultiplesStep<TPoint> step)
        where TPoint : unmanaged => (int)Math.Min(
            plan.Steps.OfType<MultiplesStep<TPoint>>()
                .Where(other => other.Point.Equals(step.Point))
                .Sum(other => (long)other.Scalars.Length),
            int.MaxValue);

    private FixedMemory<Fr> ScalarsOf<TPoint>(MultiplesStep<TPoint> step)
        where TPoint : unmanaged => Matching(Unwrap(step.Scalars), step.Results.Length);

    private ScalarsSource Source(ScalarsPart part) =>
        new(
            Unwrap(part.Source),
            part.At is null ? null : Own<CpuIndices>(part.At).Memory,
            part.Factor is null ? null : Matching(Unwrap(part.Factor), 1));

    private FixedMemory<G1Affine>[] PointsOf(SumG1Step step)
    {
        FixedMemory<G1Affine>[] points = [.. step.Points.Select(part => Own<CpuG1>(part).Memory)];
        SameLength(step.Scalars.Count, points.Sum(part => part.Length));
        return points;
    }

    private static FixedMemory<T> Matching<T>(FixedMemory<T> memory, int length)
        where T : unmanaged
    {
        SameLength(length, memory.Length);
        return memory;
    }
}
