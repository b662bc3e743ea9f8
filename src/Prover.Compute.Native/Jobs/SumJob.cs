namespace Prover.Compute.Native;

/// <summary>Σ kᵢ·Pᵢ in one group from digits: windows are summed, partial sums are put together. Variable
/// time.</summary>
/// <remarks>Points are read where they lie. Only those of wide scalars among narrow ones, and arrays that do not lie
/// one after another, are copied first.</remarks>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
/// <param name="points">One array after another.</param>
/// <param name="scalars">The digits.</param>
/// <param name="complete">Told the sum.</param>
/// <param name="context">Memory and cancellation.</param>
internal sealed unsafe class SumJob<TCalls, TPoint>(
    FixedMemory<TPoint>[] points, ScalarsJob scalars, Action<TPoint> complete, JobContext context) : ComputeJob
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Points that a range of wide scalars has at least.</summary>
    private const int LeastRange = 1 << 14;

    /// <summary>Points of a range of narrow scalars; these have few buckets.</summary>
    private const int NarrowRange = 1 << 16;

    private const int Copying = 0;
    private const int Summing = 1;

    private readonly int _count = points.Sum(part => part.Length);
    private PointCopy<TPoint>? _copy;
    private WindowSums<TCalls, TPoint>? _wide;
    private WindowSums<TCalls, TPoint>? _narrow;

    /// <inheritdoc/>
    public override int Stages => 3;

    /// <inheritdoc/>
    public override double Cost(int stage) => (stage == Summing ? 6.0 : 0.1) * sizeof(TPoint) * _count;

    /// <inheritdoc/>
    public override int Begin(int stage) => stage switch
    {
        Copying => BeginCopying(),
        Summing => BeginSumming(),
        _ => 1,
    };

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        switch (stage)
        {
            case Copying:
                _copy!.Run(piece);
                break;
            case Summing:
                int wide = _wide?.Pieces ?? 0;
                (piece < wide ? _wide : _narrow)!.Run(piece < wide ? piece : piece - wide);
                break;
            default:
                TPoint sum = _wide is null ? default : _wide.Combine();
                complete(_narrow is null ? sum : TCalls.Add(sum, _narrow.Combine()));
                break;
        }
    }

    /// <inheritdoc/>
    public override void Release()
    {
        scalars.ReleaseDigits();
        _copy?.Release();
        _wide?.Release();
        _narrow?.Release();
    }

    private int BeginCopying()
    {
        if (AreAdjacent(points) && scalars.Split is null)
        {
            return 0;
        }

        _copy = new PointCopy<TPoint>(points, scalars.Split, context.Blocks);
        return _copy.Pieces;
    }

    /// <summary>True when each array begins where the one before it ends.</summary>
    private static bool AreAdjacent(FixedMemory<TPoint>[] points)
    {
        for (int i = 1; i < points.Length; i++)
        {
            if (points[i].Pointer != points[i - 1].Pointer + points[i - 1].Length)
            {
                return false;
            }
        }

        return true;
    }

    private int BeginSumming()
    {
        SplitScalars? split = scalars.Split;
        int wide = split?.WideCount ?? _count;
        NativeMsmPlan plan = NativeMsm.Plan(TCalls.Group, _count, scalars.WindowBits);
        if (wide > 0 || split is null)
        {
            TPoint* source = _copy is null ? points[0].Pointer : _copy.Pointer;
            _wide = new(plan, scalars.Digits.Pointer, source, wide, plan.Windows, Ranges(plan, wide), context);
        }

        if (split is not null)
        {
            NativeMsmPlan narrow = NativeMsm.Plan(TCalls.Group, _count, SplitScalars.NarrowBits);
            int ranges = Math.Max(1, (_count + NarrowRange - 1) / NarrowRange);
            _narrow = new(narrow, split.Narrow, points[0].Pointer, _count, 1, ranges, context);
        }

        return (_wide?.Pieces ?? 0) + (_narrow?.Pieces ?? 0);
    }

    /// <summary>Ranges so that every thread has windows enough, and no more: buckets are reduced once per
    /// range.</summary>
    private int Ranges(NativeMsmPlan plan, int count)
    {
        int wanted = ((2 * context.Threads) + plan.Windows - 1) / plan.Windows;
        return Math.Clamp(wanted, 1, Math.Max(1, count / LeastRange));
    }
}
