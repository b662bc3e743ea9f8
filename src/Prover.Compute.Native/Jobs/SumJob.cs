namespace Prover.Compute.Native;

/// <summary>Σ kᵢ·Pᵢ in one group from digits: the points are copied, windows are summed, partial sums are put
/// together. Variable time.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
/// <param name="points">One array after another.</param>
/// <param name="scalars">The digits.</param>
/// <param name="complete">Told the sum.</param>
/// <param name="context">Memory and cancellation.</param>
internal sealed unsafe class SumJob<TCalls, TPoint>(
    FixedMemory<TPoint>[] points, ScalarsJob scalars, Action<TPoint> complete, JobContext context) : Job
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Points that a range has at least: every range reduces buckets of its own.</summary>
    private const int LeastRange = 1 << 14;

    /// <summary>Points per piece when they are copied.</summary>
    private const int CopyGrain = 1 << 13;

    private const int Copying = 0;
    private const int Summing = 1;

    private readonly int _count = points.Sum(part => part.Length);
    private readonly (int Part, int First, int Start)[] _copies = [.. Cut(points)];
    private NativeMsmPlan _plan;
    private int _ranges;
    private int _range;
    private NativeBlock? _copy;
    private NativeBlock? _partials;

    /// <inheritdoc/>
    public override int Stages => 3;

    private TPoint* Source => _copy is null ? points[0].Pointer : (TPoint*)_copy.Pointer;

    /// <inheritdoc/>
    public override double Cost(int stage) =>
        (stage == Summing ? 6.0 : 0.1) * sizeof(TPoint) * _count;

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
                Copy(piece);
                break;
            case Summing:
                Accumulate(piece);
                break;
            default:
                complete(Combine());
                break;
        }
    }

    /// <inheritdoc/>
    public override void Release()
    {
        scalars.ReleaseDigits();
        if (_copy is not null)
        {
            context.Blocks.Return(_copy);
        }

        if (_partials is not null)
        {
            context.Blocks.ReturnSecret(_partials);
        }
    }

    /// <summary>The points once more, on huge pages and in one array, unless they are few.</summary>
    /// <remarks>Buckets read points in random order. From a mapped key file on 4 KiB pages that costs a third of the
    /// whole sum in TLB misses (measured at 2^19 points); the copy costs about a hundredth.</remarks>
    private int BeginCopying()
    {
        if (points.Length == 1 && _count < LeastRange)
        {
            return 0;
        }

        _copy = context.Blocks.Rent((nuint)_count * (nuint)sizeof(TPoint));
        return _copies.Length;
    }

    private void Copy(int piece)
    {
        (int part, int first, int start) = _copies[piece];
        Span<TPoint> from = points[part].Span[first..];
        from = from[..Math.Min(CopyGrain, from.Length)];
        from.CopyTo(new Span<TPoint>((TPoint*)_copy!.Pointer + start, from.Length));
    }

    private int BeginSumming()
    {
        _plan = NativeMsm.Plan(TCalls.Group, _count, scalars.WindowBits);
        _ranges = Ranges();
        _range = (_count + _ranges - 1) / _ranges;
        int pieces = _plan.Windows * _ranges;
        _partials = context.Blocks.Rent((nuint)(pieces * TCalls.PartialBytes));
        return pieces;
    }

    /// <summary>Ranges so that every thread has windows enough, and no more: buckets are reduced once per
    /// range.</summary>
    private int Ranges()
    {
        int wanted = ((2 * context.Threads) + _plan.Windows - 1) / _plan.Windows;
        return Math.Clamp(wanted, 1, Math.Max(1, _count / LeastRange));
    }

    private void Accumulate(int piece)
    {
        int first = Math.Min(piece % _ranges * _range, _count);
        int count = Math.Min(_range, _count - first);
        NativeMsmPlan plan = _plan;
        NativeBlock scratch = context.Blocks.Rent(NativeMsm.ScratchBytes(plan, _range));
        int status = TCalls.Accumulate(
            &plan,
            _partials!.Pointer + (piece * TCalls.PartialBytes),
            scalars.Digits.Pointer,
            Source,
            (uint)(piece / _ranges),
            (ulong)first,
            (ulong)count,
            scratch.Pointer,
            scratch.Bytes,
            context.Cancel.Address);
        context.Blocks.ReturnSecret(scratch);
        NativeStatus.Check(status, "prover_g?_msm_accumulate", context.Cancel.Token);
    }

    private TPoint Combine()
    {
        NativeMsmPlan plan = _plan;
        TPoint sum;
        NativeStatus.Check(
            TCalls.Combine(&plan, &sum, _partials!.Pointer, (uint)_ranges), "prover_g?_msm_combine");
        return sum;
    }

    private static IEnumerable<(int Part, int First, int Start)> Cut(FixedMemory<TPoint>[] points)
    {
        int start = 0;
        for (int part = 0; part < points.Length; part++)
        {
            for (int first = 0; first < points[part].Length; first += CopyGrain)
            {
                yield return (part, first, start + first);
            }

            start += points[part].Length;
        }
    }
}
