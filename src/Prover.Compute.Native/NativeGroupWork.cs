using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>MSM and multiples of one base for one group, cut into pieces for a <see cref="ComputeBudget"/>.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
internal static unsafe class NativeGroupWork<TCalls, TPoint>
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Scalars per piece when they are cut into digits.</summary>
    private const int DigitGrain = 1 << 14;

    /// <summary>Points that a range has at least: every range reduces buckets of its own.</summary>
    private const int LeastRange = 1 << 14;

    /// <summary>Points per piece when they are copied.</summary>
    private const int CopyGrain = 1 << 13;

    /// <summary>Scalars per piece of a fixed-base multiplication: some ten milliseconds.</summary>
    private const int FixedGrain = 1 << 12;

    /// <summary>Σ kᵢ·Pᵢ, at least one point. Variable time.</summary>
    public static TPoint SumVarTime(FixedMemory<TPoint> points, FixedMemory<Fr> scalars, ComputeBudget budget)
    {
        NativeMsmPlan plan = NativeMsm.Plan(TCalls.Group, points.Length, WideScalars(scalars.Span));
        int ranges = Ranges(plan, budget.MaxThreads);
        int range = (plan.Count + ranges - 1) / ranges;
        using var cancel = new CancelFlag(budget.Cancellation);
        using NativeBlock digits = NativeMsm.AllocateDigits(plan);
        using var partials = new NativeBlock((nuint)(plan.Windows * ranges * TCalls.PartialBytes));
        using var pool = new ScratchPool(NativeMsm.ScratchBytes(plan, range));
        using NativeBlock? copy = CopyToHugePages(points, budget.Quiet());
        TPoint* source = copy is null ? points.Pointer : (TPoint*)copy.Pointer;
        budget.Quiet().ForRanges(
            plan.Count, DigitGrain, (first, count) => NativeMsm.Digits(plan, digits, scalars, first, count));
        budget.For(plan.Windows * ranges, piece =>
        {
            int first = Math.Min(piece % ranges * range, plan.Count);
            int count = Math.Min(range, plan.Count - first);
            NativeBlock scratch = pool.Rent();
            NativeMsmPlan local = plan;
            int status = TCalls.Accumulate(
                &local,
                partials.Pointer + (piece * TCalls.PartialBytes),
                digits.Pointer,
                source,
                (uint)(piece / ranges),
                (ulong)first,
                (ulong)count,
                scratch.Pointer,
                scratch.Bytes,
                cancel.Address);
            pool.Return(scratch);
            NativeStatus.Check(status, "prover_g?_msm_accumulate", cancel.Token);
        });
        return Combine(plan, partials, ranges);
    }

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

    /// <summary>The points once more, on huge pages; null when they are few.</summary>
    /// <remarks>Buckets read points in random order. From a mapped key file on 4 KiB pages that costs a third of the
    /// whole sum in TLB misses (measured at 2^19 points); the copy costs about a hundredth.</remarks>
    private static NativeBlock? CopyToHugePages(FixedMemory<TPoint> points, ComputeBudget budget)
    {
        if (points.Length < LeastRange)
        {
            return null;
        }

        var block = new NativeBlock((nuint)points.Length * (nuint)sizeof(TPoint));
        budget.ForRanges(points.Length, CopyGrain, (first, count) =>
            points.Slice(first, count).Span.CopyTo(new Span<TPoint>((TPoint*)block.Pointer + first, count)));
        return block;
    }

    private static TPoint Combine(NativeMsmPlan plan, NativeBlock partials, int ranges)
    {
        TPoint sum;
        NativeStatus.Check(TCalls.Combine(&plan, &sum, partials.Pointer, (uint)ranges), "prover_g?_msm_combine");
        return sum;
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

    /// <summary>
    /// Ranges so that every thread has windows enough, and no more: buckets are reduced once per range.
    /// </summary>
    private static int Ranges(NativeMsmPlan plan, int threads)
    {
        int wanted = ((2 * threads) + plan.Windows - 1) / plan.Windows;
        return Math.Clamp(wanted, 1, Math.Max(1, plan.Count / LeastRange));
    }

    /// <summary>An estimate of how many scalars are neither 0 nor 1: only those fill more than one window.</summary>
    private static int WideScalars(ReadOnlySpan<Fr> scalars)
    {
        int step = Math.Max(1, scalars.Length / 4096);
        int wide = 0;
        int seen = 0;
        for (int i = 0; i < scalars.Length; i += step)
        {
            seen++;
            wide += scalars[i].IsZero || scalars[i] == Fr.One ? 0 : 1;
        }

        return (int)Math.Max(1, (long)scalars.Length * wide / seen);
    }
}
