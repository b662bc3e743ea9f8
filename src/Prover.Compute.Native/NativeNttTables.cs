using System.Collections.Concurrent;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Twiddle tables by size and shift, made on first use and kept.</summary>
internal sealed class NativeNttTables : IDisposable
{
    private readonly ConcurrentDictionary<(int Log, Fr Shift), Lazy<NativeBlock>> _tables = new();

    /// <summary>Transforms vectors of 2^log elements in place, natural order in and out.</summary>
    public void Transform(
        FixedMemory<Fr>[] vectors, int log, NttDirection direction, Fr shift, ComputeBudget budget)
    {
        NativeNttPlan plan = NativeNtt.Plan(log, direction);
        NativeBlock table = _tables.GetOrAdd(
            (log, shift), static key => new Lazy<NativeBlock>(() => NativeNtt.Table(key.Log, key.Shift))).Value;
        ComputeBudget quiet = budget.Quiet();
        using var cancel = new CancelFlag(budget.Cancellation);
        using var pool = new ScratchPool(plan.ScratchBytes);
        for (int i = 0; i < vectors.Length; i++)
        {
            FixedMemory<Fr> data = vectors[i];
            for (int stage = 0; stage < plan.Stages; stage++)
            {
                int current = stage;
                int grain = Grain(plan.Tasks(stage), budget.MaxThreads);
                quiet.ForRanges(plan.Tasks(stage), grain, (first, count) =>
                {
                    NativeBlock scratch = pool.Rent();
                    NativeNtt.Run(in plan, data, table, current, first, count, scratch, cancel);
                    pool.Return(scratch);
                });
            }

            budget.Progress?.Report((i + 1.0) / vectors.Length);
        }
    }

    public void Dispose()
    {
        foreach (Lazy<NativeBlock> table in _tables.Values)
        {
            table.Value.Dispose();
        }

        _tables.Clear();
    }

    /// <summary>Tasks per piece: about eight pieces per thread, so that uneven ones balance.</summary>
    private static int Grain(int tasks, int threads) => Math.Max(1, tasks / (threads == 1 ? 1 : 8 * threads));
}
