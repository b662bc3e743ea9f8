using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Many multiples of one point, from a table of its multiples d·2^(cv)·P.</summary>
/// <remarks>
/// Comb with signed digits: kP = Σᵥ ±T[v][|dᵥ|]. Sums are affine, and the divisions of a batch of scalars are shared by
/// Montgomery's trick: 6 products per addition. Equal, opposite and identity operands are told apart.
/// </remarks>
internal static class FixedBase<TPoint, TField>
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Scalars that share one inversion.</summary>
    private const int Batch = 1024;

    /// <summary>Largest digit size of a table: 2^13 points per window.</summary>
    private const int MaxBits = 14;

    /// <summary>resultsᵢ ← kᵢ·P, of one length. Time depends on the scalars.</summary>
    public static void MultiplyVarTime(
        TPoint point, FixedMemory<Fr> scalars, FixedMemory<TPoint> results, ComputeBudget budget)
    {
        if (scalars.Length == 0 || point.IsIdentity)
        {
            results.Span.Clear();
            return;
        }

        int bits = DigitBits(scalars.Length);
        TPoint[][] table = MakeTable(in point, bits, budget.Quiet());
        using var digits = new SignedDigits(scalars, bits, budget.Quiet());
        budget.ForRanges(scalars.Length, Batch, (start, count) =>
        {
            Span<TPoint> sums = results.Span.Slice(start, count);
            sums.Clear();
            var adder = new BatchAdder<TPoint, TField>(count);
            for (int v = 0; v < digits.Windows; v++)
            {
                adder.Begin();
                for (int i = 0; i < count; i++)
                {
                    int digit = digits.Digit(start + i, v);
                    if (digit != 0)
                    {
                        TPoint entry = table[v][Math.Abs(digit) - 1];
                        adder.Queue(sums, i, digit < 0 ? -entry : entry);
                    }
                }

                adder.Finish(sums);
            }
        });
    }

    private static int DigitBits(int scalars)
    {
        int best = 2;
        double least = double.MaxValue;
        for (int c = 2; c <= MaxBits; c++)
        {
            // A table entry costs about three times an addition of the comb.
            double work = SignedDigits.WindowsOf(c) * (scalars + (3.0 * (1 << (c - 1))));
            if (work < least)
            {
                least = work;
                best = c;
            }
        }

        return best;
    }

    /// <summary>T[v][d − 1] = d·2^(cv)·P for 1 ≤ d ≤ 2^(c−1).</summary>
    private static TPoint[][] MakeTable(in TPoint point, int bits, ComputeBudget budget)
    {
        var table = new TPoint[SignedDigits.WindowsOf(bits)][];
        var bases = new TPoint[table.Length];
        Xyzz<TField> power = default;
        power.AddAffine(point.X, point.Y);
        for (int v = 0; v < bases.Length; v++)
        {
            (TField x, TField y) = power.ToAffine();
            bases[v] = TPoint.FromCoordinates(in x, in y);
            for (int i = 0; i < bits; i++)
            {
                power = power.Doubled();
            }
        }

        budget.For(table.Length, v => table[v] = Multiples(in bases[v], 1 << (bits - 1)));
        return table;
    }

    /// <summary>P, 2P, … count·P: each pass adds the last point of a run to the whole run and so doubles it.</summary>
    private static TPoint[] Multiples(in TPoint point, int count)
    {
        var multiples = new TPoint[count];
        multiples[0] = point;
        for (int run = 1; run < count; run *= 2)
        {
            Span<TPoint> next = multiples.AsSpan(run, Math.Min(run, count - run));
            multiples.AsSpan(0, next.Length).CopyTo(next);
            var adder = new BatchAdder<TPoint, TField>(next.Length);
            adder.Begin();
            for (int i = 0; i < next.Length; i++)
            {
                adder.Queue(next, i, in multiples[run - 1]);
            }

            adder.Finish(next);
        }

        return multiples;
    }
}
