using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Adds points into the buckets of a window: a work space for one thread.</summary>
/// <remarks>
/// A counting sort by bucket, then block by block: the points of a block are copied with their signs, so that those of
/// a bucket lie together, and each run is summed as a tree of pairs. Pairs do not depend on each other, however few
/// buckets there are: equal scalars cost no more than random ones. Blocks end anywhere; a bucket with a run in two of
/// them gets both.
/// </remarks>
internal sealed unsafe class BucketFiller<TPoint, TField> : IDisposable
    where TPoint : unmanaged, IAffinePoint<TPoint, TField>
    where TField : unmanaged, IField<TField>
{
    /// <summary>Memory of a block; larger ones share an inversion among more pairs, smaller ones stay in
    /// cache.</summary>
    private const int BlockBytes = 1 << 20;

    private readonly FixedMemory<TPoint> _points;

    /// <summary>Twice the number of a point, plus one for its opposite; by bucket.</summary>
    private readonly AlignedBuffer<uint> _order;

    /// <summary>Where the points of a bucket begin in <see cref="_order"/>.</summary>
    private readonly AlignedBuffer<int> _starts;
    private readonly AlignedBuffer<TPoint> _block;
    private readonly AlignedBuffer<int> _digits;

    /// <summary>Places in the block whose points change sign, and room for one more.</summary>
    private readonly AlignedBuffer<int> _negative;

    /// <summary>First position and end of each run in the block.</summary>
    private readonly AlignedBuffer<Run> _runs;

    /// <summary>Takes ownership of the adder.</summary>
    public BucketFiller(FixedMemory<TPoint> points, int buckets, BatchAdder<TPoint, TField> adder)
    {
        _points = points;
        Adder = adder;
        int block = Math.Min(points.Length, BlockBytes / sizeof(TPoint));
        _order = new AlignedBuffer<uint>(points.Length);
        _digits = new AlignedBuffer<int>(points.Length);
        _negative = new AlignedBuffer<int>(block + 1);
        _starts = new AlignedBuffer<int>(buckets + 1);
        _block = new AlignedBuffer<TPoint>(block);
        _runs = new AlignedBuffer<Run>(Math.Min(block, buckets));
    }

    /// <summary>The additions of this thread.</summary>
    public BatchAdder<TPoint, TField> Adder { get; }

    /// <summary>Adds ±Pᵢ to bucket |dᵢ| for the digits dᵢ of a window.</summary>
    /// <param name="digits">Digits of as many scalars as there are points.</param>
    /// <param name="window">Which digit.</param>
    /// <param name="buckets">Sums by |d|.</param>
    /// <param name="cancellation">Looked at between blocks: some ten milliseconds.</param>
    public void Fill(SignedDigits digits, int window, FixedMemory<TPoint> buckets, CancellationToken cancellation)
    {
        Sort(digits, window);
        ReadOnlySpan<int> starts = _starts.Span;
        int total = starts[^1];
        int bucket = 1;
        for (int start = 0; start < total; start += _block.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(start + _block.Length, total);
            CopyBlock(start, end);
            int runs = 0;
            for (; bucket < buckets.Length && starts[bucket] < end; bucket++)
            {
                int first = Math.Max(starts[bucket], start) - start;
                int last = Math.Min(starts[bucket + 1], end) - start;
                if (first < last)
                {
                    _runs.Span[runs++] = new Run(bucket, first, last);
                }

                if (starts[bucket + 1] > end)
                {
                    break; // the rest is in the next block
                }
            }

            SumRuns(_runs.Span[..runs], buckets);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Adder.Dispose();
        _order.Dispose();
        _digits.Dispose();
        _negative.Dispose();
        _starts.Dispose();
        _block.Dispose();
        _runs.Dispose();
    }

    /// <summary>Sorts the points by bucket; digit 0 is left out.</summary>
    private void Sort(SignedDigits digits, int window)
    {
        ReadOnlySpan<int> values = _digits.Span;
        digits.CopyWindow(window, _digits.Span);
        Span<int> starts = _starts.Span;
        starts.Clear();
        foreach (int digit in values)
        {
            starts[Size(digit)]++;
        }

        // Each entry first says where its bucket ends, and falls to where it begins as the points arrive.
        starts[0] = 0;
        for (int b = 1; b < starts.Length; b++)
        {
            starts[b] += starts[b - 1];
        }

        Span<uint> order = _order.Span;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            int digit = values[i];
            if (digit != 0)
            {
                order[--starts[Size(digit)]] = ((uint)i << 1) | ((uint)digit >> 31);
            }
        }
    }

    /// <summary>|digit| without a branch: signs are random.</summary>
    private static int Size(int digit)
    {
        int sign = digit >> 31;
        return (digit ^ sign) - sign;
    }

    /// <summary>Copies points from the order to the block; then those with a sign change it, all in a row, since a
    /// branch on each sign would be guessed wrongly half of the time.</summary>
    private void CopyBlock(int start, int end)
    {
        ReadOnlySpan<uint> order = _order.Span[start..end];
        Span<int> negative = _negative.Span;
        TPoint* points = _points.Pointer;
        TPoint* block = _block.Memory.Pointer;
        int count = 0;
        for (int i = 0; i < order.Length; i++)
        {
            uint entry = order[i];
            block[i] = points[entry >> 1];
            negative[count] = i;
            count += (int)(entry & 1);
        }

        foreach (int i in negative[..count])
        {
            block[i] = -block[i];
        }
    }

    /// <summary>Sums each run in place as a tree, then adds it to its bucket.</summary>
    private void SumRuns(Span<Run> runs, FixedMemory<TPoint> buckets)
    {
        TPoint* block = _block.Memory.Pointer;
        int open = runs.Length;
        for (int step = 1; open > 0; step *= 2)
        {
            // Runs of more than one sum to the front, the finished ones behind them.
            int kept = 0;
            for (int i = 0; i < open; i++)
            {
                Run run = runs[i];
                if (run.Start + step < run.End)
                {
                    (runs[kept], runs[i]) = (run, runs[kept]);
                    kept++;
                    for (int at = run.Start; at + step < run.End; at += 2 * step)
                    {
                        Adder.Queue(block + at, block + at + step);
                    }
                }
            }

            open = kept;
            Adder.Finish();
        }

        foreach (Run run in runs)
        {
            Adder.Queue(buckets.Pointer + run.Bucket, block + run.Start);
        }

        Adder.Finish();
    }

    private readonly record struct Run(int Bucket, int Start, int End);
}
