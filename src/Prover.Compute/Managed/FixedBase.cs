using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Many multiples of one point, from a table of its multiples d·2^(cv)·P.</summary>
/// <remarks>
/// Comb with signed digits: kP = Σᵥ ±T[v][|dᵥ|]. Sums are affine, and the divisions of a batch of scalars are shared by
/// Montgomery's trick: 6 products per addition. Equal, opposite and identity operands are told apart.
/// </remarks>
internal static unsafe class FixedBase<TPoint, TField>
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Scalars that share one inversion.</summary>
    private const int Batch = 2048;

    /// <summary>Largest digit size of a table: 2^13 points per window.</summary>
    private const int MaxBits = 14;

    /// <summary>resultsᵢ ← kᵢ·P, of one length. Time depends on the scalars.</summary>
    public static void MultiplyVarTime(
        TPoint point,
        FixedMemory<Fr> scalars,
        FixedMemory<TPoint> results,
        Func<BatchAdder<TPoint, TField>> adders,
        ComputeBudget budget)
    {
        if (scalars.Length == 0 || point.IsIdentity)
        {
            results.Span.Clear();
            return;
        }

        int bits = DigitBits(scalars.Length);
        using var workers = new Pool<Worker>(() => new Worker(adders()));
        using AlignedBuffer<TPoint> table = MakeTable(in point, bits, workers, budget.Quiet());
        FixedMemory<TPoint> entries = table.Memory;
        using var digits = new SignedDigits(scalars, bits, budget.Quiet());
        budget.ForRanges(scalars.Length, Batch, (start, count) => workers.Use(
            worker => worker.Sum(digits, start, results.Slice(start, count), entries)));
    }

    private static int DigitBits(int scalars)
    {
        int best = 2;
        double least = double.MaxValue;
        for (int c = 2; c <= MaxBits; c++)
        {
            // A table entry costs about twice an addition of the comb: small batches, an inversion each.
            double work = SignedDigits.WindowsOf(c) * (scalars + (2.0 * (1 << (c - 1))));
            if (work < least)
            {
                least = work;
                best = c;
            }
        }

        return best;
    }

    /// <summary>d·2^(cv)·P at v·2^(c−1) + d − 1, for 1 ≤ d ≤ 2^(c−1).</summary>
    private static AlignedBuffer<TPoint> MakeTable(
        in TPoint point, int bits, Pool<Worker> workers, ComputeBudget budget)
    {
        int windows = SignedDigits.WindowsOf(bits);
        int perWindow = 1 << (bits - 1);
        var table = new AlignedBuffer<TPoint>(windows * perWindow);
        Xyzz<TField> power = default;
        power.AddAffine(point.X, point.Y);
        for (int v = 0; v < windows; v++)
        {
            (TField x, TField y) = power.ToAffine();
            table.Span[v * perWindow] = TPoint.FromCoordinates(in x, in y);
            for (int i = 0; i < bits; i++)
            {
                power = power.Doubled();
            }
        }

        FixedMemory<TPoint> entries = table.Memory;
        budget.For(windows, v => workers.Use(
            worker => worker.Multiples(entries.Slice(v * perWindow, perWindow))));
        return table;
    }

    /// <summary>What a thread adds with.</summary>
    private sealed class Worker(BatchAdder<TPoint, TField> adder) : IDisposable
    {
        private readonly AlignedBuffer<TPoint> _addends = new(Batch);

        /// <summary>Addends that change sign, and room for one more.</summary>
        private readonly AlignedBuffer<int> _negative = new(Batch + 1);

        public void Dispose()
        {
            adder.Dispose();
            _addends.Dispose();
            _negative.Dispose();
        }

        /// <summary>The sums of table entries that the scalars from <paramref name="start"/> on ask for.</summary>
        public void Sum(SignedDigits digits, int start, FixedMemory<TPoint> sums, FixedMemory<TPoint> table)
        {
            sums.Span.Clear();
            int perWindow = table.Length / digits.Windows;
            for (int v = 0; v < digits.Windows; v++)
            {
                CollectEntries(digits, start, v, sums.Length, table.Pointer + (v * perWindow));
                for (int i = 0; i < sums.Length; i++)
                {
                    adder.Queue(sums.Pointer + i, _addends.Memory.Pointer + i);
                }

                adder.Finish();
            }
        }

        /// <summary>P, 2P, … from P alone: each pass adds the last point of a run to the whole run and so doubles
        /// it.</summary>
        public void Multiples(FixedMemory<TPoint> multiples)
        {
            for (int run = 1; run < multiples.Length; run *= 2)
            {
                FixedMemory<TPoint> next = multiples.Slice(run, run);
                multiples.Slice(0, run).Span.CopyTo(next.Span);
                for (int i = 0; i < run; i++)
                {
                    adder.Queue(next.Pointer + i, multiples.Pointer + run - 1);
                }

                adder.Finish();
            }
        }

        /// <summary>The addends of a window; the identity for digit 0.</summary>
        private void CollectEntries(SignedDigits digits, int start, int window, int count, TPoint* entries)
        {
            Span<int> negative = _negative.Span;
            Span<TPoint> addends = _addends.Span;
            int signs = 0;
            for (int i = 0; i < count; i++)
            {
                // Signs are random: no branch on them.
                int digit = digits.Digit(start + i, window);
                int sign = digit >> 31;
                addends[i] = digit == 0 ? default : entries[(digit ^ sign) - sign - 1];
                negative[signs] = i;
                signs -= sign;
            }

            foreach (int i in negative[..signs])
            {
                addends[i] = -addends[i];
            }
        }
    }
}
