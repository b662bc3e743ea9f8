using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Multiples of one base for one group, cut into pieces for a <see cref="ComputeBudget"/>.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
internal static unsafe class NativeGroupWork<TCalls, TPoint>
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Scalars per piece of a fixed-base multiplication: some ten milliseconds.</summary>
    private const int FixedGrain = 1 << 12;

    /// <summary>resultsᵢ = kᵢ·P. Variable time.</summary>
    public static void MultiplyVarTime(
        TPoint point, FixedMemory<Fr> scalars, FixedMemory<TPoint> results, ComputeBudget budget)
    {
        Lengths.Same(scalars.Length, results.Length);
        int window = FixedWindow(scalars.Length);
        using var cancel = new CancelFlag(budget.Cancellation);
        using var pool = new ScratchPool(NativeFixed.ScratchBytes(TCalls.Group, window));
        using NativeBlock table = Table(point, window, pool, cancel);
        budget.ForRanges(scalars.Length, FixedGrain, (first, count) =>
        {
            NativeBlock scratch = pool.Rent();
            int status = TCalls.FixedMultiply(
                table.Pointer,
                results.Slice(first, count).Pointer,
                scalars.Slice(first, count).Pointer,
                (uint)NativeForm.Resident,
                (ulong)count,
                scratch.Pointer,
                scratch.Bytes,
                cancel.Address);
            pool.Return(scratch);
            NativeStatus.Check(status, "prover_g?_fixed_mul", cancel.Token);
        });
    }

    private static NativeBlock Table(TPoint point, int window, ScratchPool pool, CancelFlag cancel)
    {
        var table = new NativeBlock(NativeFixed.TableBytes(TCalls.Group, window));
        NativeBlock scratch = pool.Rent();
        int status = TCalls.FixedTableInit(
            table.Pointer, table.Bytes, &point, (uint)window, scratch.Pointer, scratch.Bytes, cancel.Address);
        pool.Return(scratch);
        NativeStatus.Check(status, "prover_g?_fixed_table_init", cancel.Token);
        return table;
    }

    /// <summary>The window with the least additions, table included: 255/w·(n + 2^(w−1)).</summary>
    private static int FixedWindow(int n)
    {
        int best = 2;
        long least = long.MaxValue;
        for (int w = 2; w <= 14; w++) // beyond 14 the table leaves the caches
        {
            long cost = ((255 + w - 1) / w) * (n + (1L << (w - 1)));
            if (cost < least)
            {
                (least, best) = (cost, w);
            }
        }

        return best;
    }
}
