using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Multi-scalar multiplication with buckets of affine points.</summary>
/// <remarks>
/// Pippenger's method as in Bernstein, Doumen, Lange, Oosterwijk, "Faster batch forgery identification" (2012), with
/// signed digits: in window v, bucket b collects the points with digit ±b. All additions are affine and share their
/// inversions (<see cref="BatchAdder{TPoint, TField}"/>): one per point and window and two per bucket, of 6 products
/// each. No assumption about points or scalars.
/// </remarks>
internal static unsafe class Pippenger<TPoint, TField>
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Largest digit size: 2^15 buckets.</summary>
    private const int MaxBits = 16;

    /// <summary>Σ kᵢ·Pᵢ; as many scalars as points. Time depends on the scalars.</summary>
    public static TPoint SumVarTime(
        FixedMemory<TPoint> points,
        FixedMemory<Fr> scalars,
        Func<BatchAdder<TPoint, TField>> adders,
        ComputeBudget budget)
    {
        int bits = DigitBits(points.Length);
        using var digits = new SignedDigits(scalars, bits, budget.Quiet());

        // Bucket b of window v at v·(2^(c−1) + 1) + b.
        int buckets = (1 << (bits - 1)) + 1;
        using var sums = new AlignedBuffer<TPoint>(checked(digits.Windows * buckets));
        FixedMemory<TPoint> memory = sums.Memory;
        using var workers = new Pool<BucketFiller<TPoint, TField>>(
            () => new BucketFiller<TPoint, TField>(points, buckets, adders()));
        budget.Part(0, 0.9).For(digits.Windows, v => workers.Use(
            worker => worker.Fill(digits, v, memory.Slice(v * buckets, buckets), budget.Cancellation)));

        int share = (digits.Windows + budget.MaxThreads - 1) / budget.MaxThreads;
        budget.Part(0.9, 1).ForRanges(digits.Windows, share, (start, count) => workers.Use(
            worker => BucketReduction.CollectBits(
                memory.Slice(start * buckets, count * buckets), bits, worker.Adder, budget.Cancellation)));
        return Combine(memory, digits.Windows, bits);
    }

    /// <summary>The digit size with the least work W(c)·(n + 2·2^(c−1)).</summary>
    private static int DigitBits(int points)
    {
        int best = 2;
        double least = double.MaxValue;
        for (int c = 2; c <= MaxBits; c++)
        {
            double work = SignedDigits.WindowsOf(c) * (points + (2.0 * (1 << (c - 1))));
            if (work < least)
            {
                least = work;
                best = c;
            }
        }

        return best;
    }

    /// <summary>Σ 2^(cv + j)·D_vj by Horner's rule, with D_vj in bucket 2^j of window v.</summary>
    private static TPoint Combine(FixedMemory<TPoint> buckets, int windows, int bits)
    {
        int perWindow = buckets.Length / windows;
        Xyzz<TField> total = default;
        for (int v = windows - 1; v >= 0; v--)
        {
            for (int j = bits - 1; j >= 0; j--)
            {
                total = total.Doubled();
                ref TPoint bit = ref buckets.Span[(v * perWindow) + (1 << j)];
                if (!bit.IsIdentity)
                {
                    total.AddAffine(bit.X, bit.Y);
                }
            }
        }

        (TField x, TField y) = total.ToAffine();
        return TPoint.FromCoordinates(in x, in y);
    }
}
