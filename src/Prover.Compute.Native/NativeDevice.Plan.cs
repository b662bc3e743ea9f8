using Prover.Algebra;

namespace Prover.Compute.Native;

public sealed partial class NativeDevice
{
    /// <inheritdoc/>
    public override ResidentFrVector AllocateFr(int length) =>
        new CpuFrVector(this, new PooledVector(_blocks, length));

    /// <inheritdoc/>
    /// <remarks>The steps are cut into pieces which all lie in one schedule, so that threads do not wait at the barriers
    /// inside of a transform or at the end of a sum as long as any step has pieces left.</remarks>
    public override void Run(ComputePlan plan, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(budget);
        int[] sums = new int[plan.Steps.Count];
        foreach (PlanStep step in plan.Steps)
        {
            _ = step switch
            {
                SumG1Step sum => sums[sum.Scalars.Index]++,
                SumG2Step sum => sums[sum.Scalars.Index]++,
                _ => 0,
            };
        }

        RunJobs(budget, (schedule, make) =>
        {
            var jobs = new Job[plan.Steps.Count];
            foreach (PlanStep step in plan.Steps)
            {
                jobs[step.Index] = JobOf(step, sums[step.Index], jobs, make);
                schedule.Add(jobs[step.Index], [.. step.After.Select(earlier => jobs[earlier.Index])]);
            }
        });
    }

    private void RunJobs(ComputeBudget budget, Action<JobSchedule, PlanJobs> fill)
    {
        using var cancel = new CancelFlag(budget.Cancellation);
        var schedule = new JobSchedule();
        fill(schedule, new PlanJobs(_ntt, new JobContext(_blocks, cancel, budget.MaxThreads)));
        try
        {
            schedule.Run(budget);
        }
        finally
        {
            _blocks.Wipe(budget.MaxThreads);
        }
    }

    private Job JobOf(PlanStep step, int sums, Job[] jobs, PlanJobs make) => step switch
    {
        MatrixStep s => MatrixJob(s, make),
        ProductStep s => ProductJob(s),
        ProductDifferenceStep s => DifferenceJob(s),
        NttStep s => make.Ntt(Unwrap(s.Vector), s.Direction, Nonzero(s.Shift)),
        ScalarsStep s => make.Scalars(Unwrap(s.Source), s.At is null ? null : Own<CpuIndices>(s.At).Memory, sums),
        SumG1Step s => make.Sum(
            Matching(Own<CpuG1>(s.Points).Memory, s.Scalars), (ScalarsJob)jobs[s.Scalars.Index], s.Complete),
        SumG2Step s => make.Sum(
            Matching(Own<CpuG2>(s.Points).Memory, s.Scalars), (ScalarsJob)jobs[s.Scalars.Index], s.Complete),
        CallStep s => PlanJobs.Call(s.Body),
        _ => throw new ArgumentException($"Device {Name} does not know the step {step.GetType().Name}."),
    };

    private Job MatrixJob(MatrixStep step, PlanJobs make)
    {
        SparseMatrix m = Own<CpuMatrix>(step.Matrix).Matrix;
        FixedMemory<Fr> x = Unwrap(step.Vector);
        FixedMemory<Fr> y = Unwrap(step.Result);
        CheckProduct(m, x, y);
        return make.Multiply(m, x, y);
    }

    private Job ProductJob(ProductStep step)
    {
        FixedMemory<Fr> result = Unwrap(step.Result);
        return PlanJobs.Multiply(
            Matching(Unwrap(step.A), result.Length), Matching(Unwrap(step.B), result.Length), result);
    }

    private Job DifferenceJob(ProductDifferenceStep step)
    {
        FixedMemory<Fr> result = Unwrap(step.Result);
        return PlanJobs.MultiplySubtract(
            Matching(Unwrap(step.A), result.Length),
            Matching(Unwrap(step.B), result.Length),
            Matching(Unwrap(step.C), result.Length),
            result);
    }

    private static FixedMemory<T> Matching<T>(FixedMemory<T> memory, ScalarsStep scalars)
        where T : unmanaged => Matching(memory, scalars.Count);

    private static FixedMemory<T> Matching<T>(FixedMemory<T> memory, int length)
        where T : unmanaged
    {
        SameLength(length, memory.Length);
        return memory;
    }
}
