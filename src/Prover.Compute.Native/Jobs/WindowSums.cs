namespace Prover.Compute.Native;

/// <summary>The sums of windows over ranges of points, one per piece, and what they come to.</summary>
/// <typeparam name="TCalls">The functions of the group.</typeparam>
/// <typeparam name="TPoint">Its affine points.</typeparam>
internal sealed unsafe class WindowSums<TCalls, TPoint>
    where TCalls : struct, INativeGroup<TPoint>
    where TPoint : unmanaged
{
    private readonly NativeMsmPlan _plan;
    private readonly byte* _digits;
    private readonly TPoint* _points;
    private readonly int _count;
    private readonly int _windows;
    private readonly int _ranges;
    private readonly JobContext _context;
    private readonly NativeBlock _partials;

    /// <summary>Prepares; the partial sums are memory of the context until <see cref="Release"/>.</summary>
    /// <param name="plan">Where the digits of a window lie; may be for more points than there are.</param>
    /// <param name="digits">The digits.</param>
    /// <param name="points">As many points as digits.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="windows">The lowest windows, up to those of the plan; in the others all digits are 0.</param>
    /// <param name="ranges">In how many ranges to cut the points; each of them has buckets of its own.</param>
    /// <param name="context">Memory and cancellation.</param>
    public WindowSums(
        NativeMsmPlan plan, byte* digits, TPoint* points, int count, int windows, int ranges, JobContext context)
    {
        _plan = plan;
        _digits = digits;
        _points = points;
        _count = count;
        _windows = windows;
        _ranges = ranges;
        _context = context;
        _partials = context.Blocks.Rent((nuint)(plan.Windows * ranges * TCalls.PartialBytes));
    }

    /// <summary>Number of pieces.</summary>
    public int Pieces => _windows * _ranges;

    private int Range => (_count + _ranges - 1) / _ranges;

    /// <summary>Sums one window over one range.</summary>
    public void Run(int piece)
    {
        int first = Math.Min(piece % _ranges * Range, _count);
        Accumulate(piece, piece / _ranges, first, Math.Min(Range, _count - first));
    }

    /// <summary>The whole sum, after all pieces.</summary>
    public TPoint Combine()
    {
        if (_windows < _plan.Windows)
        {
            FillWithIdentity(_windows * _ranges, _plan.Windows * _ranges);
        }

        NativeMsmPlan plan = _plan;
        TPoint sum;
        NativeStatus.Check(
            TCalls.Combine(&plan, &sum, _partials.Pointer, (uint)_ranges), "prover_g?_msm_combine");
        return sum;
    }

    /// <summary>Gives the partial sums back.</summary>
    public void Release() => _context.Blocks.ReturnSecret(_partials);

    private void Accumulate(int partial, int window, int first, int count)
    {
        NativeMsmPlan plan = _plan;
        NativeBlock scratch = _context.Blocks.Rent(NativeMsm.ScratchBytes(plan, Range));
        int status = TCalls.Accumulate(
            &plan,
            PartialAt(partial),
            _digits,
            _points,
            (uint)window,
            (ulong)first,
            (ulong)count,
            scratch.Pointer,
            scratch.Bytes,
            _context.Cancel.Address);
        _context.Blocks.ReturnSecret(scratch);
        NativeStatus.Check(status, "prover_g?_msm_accumulate", _context.Cancel.Token);
    }

    /// <summary>What a partial sum looks like is the library's business: a sum over nothing is the
    /// identity.</summary>
    private void FillWithIdentity(int from, int to)
    {
        Accumulate(from, 0, 0, 0);
        var identity = new ReadOnlySpan<byte>(PartialAt(from), TCalls.PartialBytes);
        for (int i = from + 1; i < to; i++)
        {
            identity.CopyTo(new Span<byte>(PartialAt(i), TCalls.PartialBytes));
        }
    }

    private byte* PartialAt(int index) => _partials.Pointer + (index * TCalls.PartialBytes);
}
