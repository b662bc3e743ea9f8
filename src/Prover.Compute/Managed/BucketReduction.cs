using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Σ b·B_b over the buckets of windows, as Σ 2^j·D_j with D_j the sum of the B_b whose number has
/// bit j.</summary>
/// <remarks>
/// In place and by independent pairs, so that all additions of a round share inversions. First the pairs of neighbours,
/// of pairs, … : slot (2i + 1)·2^j then has Σ B_b over the b from there to before (2i + 2)·2^j, and D_j is the sum of
/// those slots; then a tree over them for each j. Two additions per bucket. Running sums, the usual way, need as many,
/// one after the other.
/// </remarks>
internal static unsafe class BucketReduction
{
    /// <summary>Leaves D_j in bucket 2^j of each window, 0 ≤ j &lt; c; the others are lost.</summary>
    /// <param name="buckets">Windows of 2^(c−1) + 1 buckets, 0 … 2^(c−1); bucket 0 is empty.</param>
    /// <param name="bits">c, at least 2.</param>
    /// <param name="adder">With nothing queued.</param>
    /// <param name="cancellation">Looked at between rounds.</param>
    public static void CollectBits<TPoint, TField>(
        FixedMemory<TPoint> buckets, int bits, BatchAdder<TPoint, TField> adder, CancellationToken cancellation)
        where TPoint : unmanaged, IAffinePoint<TPoint, TField>
        where TField : unmanaged, IField<TField>
    {
        // Bucket 2^(c−1) is alone in its bit: D_(c−1) is there from the start.
        int highest = 1 << (bits - 1);
        for (int step = 1; step < highest; step *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int start = 0; start < buckets.Length; start += highest + 1)
            {
                TPoint* window = buckets.Pointer + start;

                // Slot 0 belongs to no bit.
                for (int slot = 2 * step; slot < highest; slot += 2 * step)
                {
                    adder.Queue(window + slot, window + slot + step);
                }
            }

            adder.Finish();
        }

        for (int step = 1; step < highest / 2; step *= 2)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int start = 0; start < buckets.Length; start += highest + 1)
            {
                for (int bit = 1; 2 * bit * step < highest; bit *= 2)
                {
                    SumOddSlots(buckets.Pointer + start, highest, bit, step, adder);
                }
            }

            adder.Finish();
        }
    }

    /// <summary>One round of the tree over the slots (2k + 1)·bit below <paramref name="highest"/>.</summary>
    private static void SumOddSlots<TPoint, TField>(
        TPoint* window, int highest, int bit, int step, BatchAdder<TPoint, TField> adder)
        where TPoint : unmanaged, IAffinePoint<TPoint, TField>
        where TField : unmanaged, IField<TField>
    {
        for (int slot = bit; slot + (2 * bit * step) < highest; slot += 4 * bit * step)
        {
            adder.Queue(window + slot, window + slot + (2 * bit * step));
        }
    }
}
