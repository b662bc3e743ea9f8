using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Multi-scalar multiplication with buckets, one window per piece of work.</summary>
/// <remarks>
/// Pippenger's method as in Bernstein, Doumen, Lange, Oosterwijk, "Faster batch forgery identification" (2012),
/// with signed digits: in window v, bucket b collects the points with digit ±b; Σ b·bucket_b by running sums.
/// Buckets are extended Jacobian: 10 products per point and window, 14 + 14 per bucket. No assumption about points
/// or scalars.
/// </remarks>
internal static class Pippenger<TPoint, TField>
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Points between two looks at the cancellation: some milliseconds.</summary>
    private const int CheckEvery = 1 << 12;

    /// <summary>Largest digit size: 2^15 buckets.</summary>
    private const int MaxBits = 16;

    /// <summary>Σ kᵢ·Pᵢ; as many scalars as points. Time depends on the scalars.</summary>
    public static TPoint SumVarTime(FixedMemory<TPoint> points, FixedMemory<Fr> scalars, ComputeBudget budget)
    {
        int bits = DigitBits(points.Length);
        using var digits = new SignedDigits(scalars, bits, budget.Quiet());
        var sums = new Xyzz<TField>[digits.Windows];
        budget.For(digits.Windows, v => sums[v] = WindowSum(points, digits, v, bits, budget.Cancellation));
        Xyzz<TField> total = default;
        for (int v = digits.Windows - 1; v >= 0; v--)
        {
            for (int i = 0; i < bits; i++)
            {
                total = total.Doubled();
            }

            total.Add(in sums[v]);
        }

        (TField x, TField y) = total.ToAffine();
        return TPoint.FromCoordinates(in x, in y);
    }

    /// <summary>The digit size with the least work W(c)·(10n + 28·2^(c−1)).</summary>
    private static int DigitBits(int points)
    {
        int best = 2;
        double least = double.MaxValue;
        for (int c = 2; c <= MaxBits; c++)
        {
            double work = SignedDigits.WindowsOf(c) * ((10.0 * points) + (28.0 * (1 << (c - 1))));
            if (work < least)
            {
                least = work;
                best = c;
            }
        }

        return best;
    }

    private static Xyzz<TField> WindowSum(
        FixedMemory<TPoint> points, SignedDigits digits, int window, int bits, CancellationToken cancellation)
    {
        var buckets = new Xyzz<TField>[1 << (bits - 1)];
        for (int start = 0; start < points.Length; start += CheckEvery)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(start + CheckEvery, points.Length);
            Fill(buckets, points.Span[start..end], digits, start, window);
        }

        cancellation.ThrowIfCancellationRequested();
        return WeightedSum(buckets);
    }

    private static void Fill(
        Span<Xyzz<TField>> buckets, ReadOnlySpan<TPoint> points, SignedDigits digits, int first, int window)
    {
        for (int i = 0; i < points.Length; i++)
        {
            int digit = digits.Digit(first + i, window);
            if (digit == 0 || points[i].IsIdentity)
            {
                continue;
            }

            TField y = points[i].Y;
            buckets[Math.Abs(digit) - 1].AddAffine(points[i].X, digit < 0 ? -y : y);
        }
    }

    /// <summary>Σ (b + 1)·bucket_b: running sums from the top, their sum counts each bucket b + 1 times.</summary>
    private static Xyzz<TField> WeightedSum(ReadOnlySpan<Xyzz<TField>> buckets)
    {
        Xyzz<TField> running = default;
        Xyzz<TField> total = default;
        for (int b = buckets.Length - 1; b >= 0; b--)
        {
            running.Add(in buckets[b]);
            total.Add(in running);
        }

        return total;
    }
}
