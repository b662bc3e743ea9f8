using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Cuts scalars into the digits of one or more sums.</summary>
/// <remarks>The scalars are picked and cut a few thousand at a time, in the cache: no vector of picked scalars is ever
/// written.</remarks>
internal sealed unsafe class ScalarsJob(
    FixedMemory<Fr> source, FixedMemory<uint>? at, int sums, JobContext context) : Job
{
    /// <summary>Scalars per piece.</summary>
    private const int Grain = 1 << 13;

    private int _sums = sums;
    private NativeBlock? _digits;

    /// <summary>Number of scalars.</summary>
    public int Count { get; } = at?.Length ?? source.Length;

    /// <summary>Bits of a window, after the job has begun.</summary>
    public int WindowBits { get; private set; }

    /// <summary>The digits, until the last sum is done.</summary>
    public NativeBlock Digits => _digits!;

    /// <inheritdoc/>
    public override double Cost(int stage) => 20.0 * Count;

    /// <inheritdoc/>
    public override int Begin(int stage)
    {
        WindowBits = NativeMsm.Plan(NativeG1.Group, WideScalars()).WindowBits;
        _digits = context.Blocks.Rent(NativeMsm.DigitBytes(Plan()));
        return (Count + Grain - 1) / Grain;
    }

    /// <inheritdoc/>
    public override void Run(int stage, int piece)
    {
        int first = piece * Grain;
        int count = Math.Min(Grain, Count - first);
        if (at is null)
        {
            NativeMsm.Digits(Plan(), _digits!, source.Slice(first, count), first);
            return;
        }

        NativeBlock scratch = context.Blocks.Rent((nuint)(Grain * sizeof(Fr)));
        try
        {
            var picked = new FixedMemory<Fr>((Fr*)scratch.Pointer, count, null);
            Pick(at.Value.Span.Slice(first, count), picked.Span);
            NativeMsm.Digits(Plan(), _digits!, picked, first);
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
        }
    }

    private NativeMsmPlan Plan() => NativeMsm.Plan(NativeG1.Group, Count, WindowBits);

    private void Pick(ReadOnlySpan<uint> positions, Span<Fr> picked)
    {
        ReadOnlySpan<Fr> values = source.Span;
        for (int i = 0; i < positions.Length; i++)
        {
            if (positions[i] >= (uint)values.Length)
            {
                throw new ArgumentException(
                    $"Position {positions[i]} is out of a vector of {values.Length} elements.");
            }

            picked[i] = values[(int)positions[i]];
        }
    }

    /// <summary>An estimate of how many scalars are neither 0 nor 1: only those fill more than one window.</summary>
    private int WideScalars()
    {
        int step = Math.Max(1, Count / 4096);
        int wide = 0;
        int seen = 0;
        for (int i = 0; i < Count; i += step)
        {
            seen++;
            uint position = at is null ? (uint)i : at.Value.Span[i];
            bool narrow = position < (uint)source.Length
                && (source.Span[(int)position].IsZero || source.Span[(int)position] == Fr.One);
            wide += narrow ? 0 : 1;
        }

        return (int)Math.Max(1, (long)Count * wide / Math.Max(1, seen));
    }
}
