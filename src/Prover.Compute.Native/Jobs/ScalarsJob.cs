using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Cuts scalars into the digits of one or more sums.</summary>
/// <remarks>The scalars are picked, scaled and cut a few thousand at a time, in the cache: no vector of picked scalars
/// is ever written.</remarks>
/// <param name="sources">The scalars, one part after another.</param>
/// <param name="group">The group that the windows are to suit.</param>
/// <param name="sums">Number of sums that use the digits.</param>
/// <param name="context">Memory and cancellation.</param>
internal sealed unsafe class ScalarsJob(ScalarsSource[] sources, uint group, int sums, JobContext context) : ComputeJob
{
    /// <summary>Scalars per piece.</summary>
    private const int Grain = 1 << 12;

    /// <summary>Scalars for which splitting is not worth its passes.</summary>
    private const int LeastSplit = 1 << 12;

    private readonly (int Source, int First, int Count, int Start)[] _pieces = [.. Cut(sources)];
    private readonly int _count = sources.Sum(source => source.Count);
    private int _sums = sums;
    private NativeMsmPlan _plan;
    private NativeBlock? _digits;

    /// <summary>Bits of a window, after the job has begun.</summary>
    public int WindowBits => _plan.WindowBits;

    /// <summary>The digits, until the last sum is done: of all scalars, or of the wide ones.</summary>
    public NativeBlock Digits => _digits!;

    /// <summary>How the scalars were split; null if they were not.</summary>
    public SplitScalars? Split { get; private set; }

    /// <inheritdoc/>
    public override double Cost(int stage) => 20.0 * _count;

    /// <inheritdoc/>
    public override int Begin(int stage)
    {
        int wide = sources.Sum(source => source.EstimateWide());
        if (sources.Length == 1 && _count >= LeastSplit && wide < _count - (_count / 4))
        {
            Split = new SplitScalars(_count, context.Blocks);
        }

        int least = Split is null ? _count / 2 : 1; // zeros that are not left out still cost a look per window
        int bits = NativeMsm.Plan(group, Math.Max(least, wide)).WindowBits;
        _plan = NativeMsm.Plan(group, _count, bits);
        _digits = context.Blocks.Rent(NativeMsm.DigitBytes(_plan));
        return _pieces.Length;
    }

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        (int index, int first, int count, int start) = _pieces[piece];
        ScalarsSource source = sources[index];
        if (source.IsPlain && Split is null)
        {
            NativeMsm.Digits(_plan, _digits!, source.Values.Slice(first, count), NativeForm.Resident, start);
            return;
        }

        NativeBlock scratch = context.Blocks.Rent((nuint)(Grain * sizeof(Fr)));
        try
        {
            var picked = new FixedMemory<Fr>((Fr*)scratch.Pointer, count, null);
            source.Pick(first, picked.Span);
            CutDigits(picked, start);
        }
        finally
        {
            context.Blocks.ReturnSecret(scratch);
        }
    }

    /// <summary>One of the sums is done with the digits.</summary>
    public void ReleaseDigits()
    {
        if (Interlocked.Decrement(ref _sums) == 0 && _digits is not null)
        {
            context.Blocks.ReturnSecret(_digits);
            _digits = null;
            Split?.Release();
        }
    }

    private void CutDigits(FixedMemory<Fr> picked, int start)
    {
        if (Split is null)
        {
            NativeMsm.Digits(_plan, _digits!, picked, NativeForm.Resident, start);
            return;
        }

        NativeConversion.Convert(picked.Span, picked.Span, NativeForm.Resident, NativeForm.Canonical);
        int wide = Split.SortOut(picked.Span, start, out int slot);
        NativeMsm.Digits(_plan, _digits!, picked.Slice(0, wide), NativeForm.Canonical, slot);
    }

    private static IEnumerable<(int Source, int First, int Count, int Start)> Cut(ScalarsSource[] sources)
    {
        int start = 0;
        for (int i = 0; i < sources.Length; i++)
        {
            for (int first = 0; first < sources[i].Count; first += Grain)
            {
                int count = Math.Min(Grain, sources[i].Count - first);
                yield return (i, first, count, start);
                start += count;
            }
        }
    }
}
