namespace Prover.Compute.Native;

/// <summary>Points once more, in one array on huge pages: all of several arrays, or those whose scalars are
/// wide.</summary>
internal sealed unsafe class PointCopy<TPoint>
    where TPoint : unmanaged
{
    /// <summary>Points per piece.</summary>
    private const int Grain = 1 << 13;

    private readonly FixedMemory<TPoint>[] _points;
    private readonly SplitScalars? _split;
    private readonly (int Part, int First, int Start)[] _pieces;
    private readonly BlockPool _blocks;
    private readonly NativeBlock _block;

    /// <summary>Takes the memory.</summary>
    /// <param name="points">One array after another.</param>
    /// <param name="split">Which of them to copy; null for all. Then there is only one array.</param>
    /// <param name="blocks">Where the memory comes from.</param>
    public PointCopy(FixedMemory<TPoint>[] points, SplitScalars? split, BlockPool blocks)
    {
        _points = points;
        _split = split;
        _blocks = blocks;
        _pieces = [.. split is null ? Cut(points) : Cut(split.WideCount)];
        int count = split?.WideCount ?? points.Sum(part => part.Length);
        _block = blocks.Rent((nuint)count * (nuint)sizeof(TPoint));
    }

    /// <summary>The copies.</summary>
    public TPoint* Pointer => (TPoint*)_block.Pointer;

    /// <summary>Number of pieces.</summary>
    public int Pieces => _pieces.Length;

    /// <summary>Copies some of the points.</summary>
    public void Run(int piece)
    {
        (int part, int first, int start) = _pieces[piece];
        if (_split is null)
        {
            Span<TPoint> from = _points[part].Span[first..];
            from = from[..Math.Min(Grain, from.Length)];
            from.CopyTo(new Span<TPoint>(Pointer + start, from.Length));
            return;
        }

        ReadOnlySpan<TPoint> all = _points[0].Span;
        ReadOnlySpan<uint> wide = _split.WideAt[first..];
        for (int i = 0; i < Math.Min(Grain, wide.Length); i++)
        {
            Pointer[start + i] = all[(int)wide[i]];
        }
    }

    /// <summary>Gives the memory back; points are no secret, but which of them are here is.</summary>
    public void Release()
    {
        if (_split is null)
        {
            _blocks.Return(_block);
        }
        else
        {
            _blocks.ReturnSecret(_block);
        }
    }

    private static IEnumerable<(int Part, int First, int Start)> Cut(FixedMemory<TPoint>[] points)
    {
        int start = 0;
        for (int part = 0; part < points.Length; part++)
        {
            for (int first = 0; first < points[part].Length; first += Grain)
            {
                yield return (part, first, start + first);
            }

            start += points[part].Length;
        }
    }

    private static IEnumerable<(int Part, int First, int Start)> Cut(int count)
    {
        for (int first = 0; first < count; first += Grain)
        {
            yield return (0, first, first);
        }
    }
}
