using Prover.Algebra;

namespace Prover.Compute;

/// <summary>A transform as a matrix: columns, twiddle factors, rows (the four-step method).</summary>
/// <remarks>
/// With n = R·C, ω the root of n, j = j₁C + j₂ and k = k₁ + R·k₂ (Bailey, "FFTs in external or hierarchical memory",
/// 1990): v̂ₖ = Σ_{j₂} ω_C^(j₂k₂) · [(g·ω^k₁)^j₂ · Σ_{j₁} vⱼ·(g^C·ω_R^k₁)^j₁]. Each lane transforms a column, then a
/// row, of its own, so that nothing moves between lanes, and one twiddle factor of the layers serves all. Columns go
/// to the spare memory, rows come back from there in natural order. The inverse is the forward transform with 1/n in
/// the factors and the result read backwards. Cost: n/2·log n + 2n products.
/// </remarks>
internal sealed unsafe class VectorNtt<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : unmanaged
{
    private const int Size = FieldKernel<TLanes, TVector>.Size;

    private readonly Fr* _data;
    private readonly Fr* _spare;
    private readonly bool _inverse;
    private readonly Fr _root;
    private readonly Fr _shift;
    private readonly Fr _first;
    private readonly VectorLayers<TLanes, TVector> _columnLayers;
    private readonly VectorLayers<TLanes, TVector> _rowLayers;

    /// <summary>See <see cref="VectorUnit.Transform"/>.</summary>
    public VectorNtt(FixedMemory<Fr> data, FixedMemory<Fr> spare, int log, NttDirection direction, in Fr shift)
    {
        _data = data.Pointer;
        _spare = spare.Pointer;
        _inverse = direction == NttDirection.Inverse;
        _root = NttDomain.Root(log);
        _shift = shift;
        _first = _inverse ? Fr.FromUInt64(1UL << log).Inverse() : Fr.One;
        int logColumns = log / 2;
        _columnLayers = new VectorLayers<TLanes, TVector>(log - logColumns, shift.Pow(1 << logColumns));
        _rowLayers = new VectorLayers<TLanes, TVector>(logColumns, Fr.One);
    }

    /// <summary>Rows and columns are at least as many as lanes.</summary>
    public static int MinLog => TLanes.Count == 8 ? 6 : 4;

    private static FieldKernel<TLanes, TVector> Kernel => FieldKernel<TLanes, TVector>.Scalars;

    private int Rows => _columnLayers.Length;

    private int Columns => _rowLayers.Length;

    /// <summary>Does the transform. Progress and cancellation as in <see cref="ComputeBudget.For"/>.</summary>
    public void Run(ComputeBudget budget)
    {
        Phase(Columns / TLanes.Count, Rows, TransformColumns, budget);
        Phase(Rows / TLanes.Count, Columns, TransformRows, budget);
    }

    /// <summary>Runs groups of lanes; a few groups in a row share the memory of their blocks.</summary>
    private static void Phase(int groups, int length, Action<int, FixedMemory<TVector>> body, ComputeBudget budget)
    {
        int pieces = Math.Min(groups, 4 * budget.MaxThreads);
        budget.ForRanges(groups, (groups + pieces - 1) / pieces, (start, count) =>
        {
            using AlignedBuffer<TVector> blocks = FieldKernel<TLanes, TVector>.Allocate(length + 2);
            for (int i = start; i < start + count; i++)
            {
                budget.Cancellation.ThrowIfCancellationRequested();
                body(i * TLanes.Count, blocks.Memory);
            }
        });
    }

    /// <summary>Transforms the columns from j₂ on and multiplies them by their factors.</summary>
    private void TransformColumns(int column, FixedMemory<TVector> memory)
    {
        TVector* blocks = memory.Pointer;
        byte** at = stackalloc byte*[TLanes.Count];
        for (int j = 0; j < Rows; j++)
        {
            LaneAddresses.Set(at, TLanes.Count, _data + ((nint)j * Columns) + column, 1);
            Kernel.Load(blocks + (Size * _columnLayers.PlaceOf(j)), at);
        }

        _columnLayers.Run(blocks);
        TVector* factor = blocks + (Size * Rows);
        TVector* step = factor + Size;
        LoadFactors(column, factor, step, at);
        for (int k = 0; k < Rows; k++)
        {
            TVector* block = blocks + (Size * k);
            Kernel.Tidy(block);
            Kernel.Multiply(block, block, factor);
            LaneAddresses.Set(at, TLanes.Count, _spare + ((nint)k * Columns) + column, 1);
            Kernel.Store(at, block);

            // The step is below 32p: the factor goes from 32p to (32·32/169 + 1.5)p and ends below 2p.
            Kernel.Multiply(factor, factor, step);
        }
    }

    /// <summary>In lane i, with j₂ = column + i: first·g^j₂, and ω^j₂ to step from k₁ to k₁ + 1.</summary>
    private void LoadFactors(int column, TVector* factor, TVector* step, byte** at)
    {
        Fr* values = stackalloc Fr[2 * TLanes.Count];
        Fr power = _first * _shift.Pow(column);
        Fr root = _root.Pow(column);
        for (int i = 0; i < TLanes.Count; i++)
        {
            values[i] = power;
            values[TLanes.Count + i] = root;
            power *= _shift;
            root *= _root;
        }

        LaneAddresses.Set(at, TLanes.Count, values, 1);
        Kernel.Load(factor, at);
        LaneAddresses.Set(at, TLanes.Count, values + TLanes.Count, 1);
        Kernel.Load(step, at);
    }

    /// <summary>Transforms the rows from k₁ on.</summary>
    private void TransformRows(int row, FixedMemory<TVector> memory)
    {
        TVector* blocks = memory.Pointer;
        byte** at = stackalloc byte*[TLanes.Count];
        for (int j = 0; j < Columns; j++)
        {
            LaneAddresses.Set(at, TLanes.Count, _spare + ((nint)row * Columns) + j, Columns);
            Kernel.Load(blocks + (Size * _rowLayers.PlaceOf(j)), at);
        }

        _rowLayers.Run(blocks);
        for (int k = 0; k < Columns; k++)
        {
            int first = row + (Rows * k);
            if (_inverse)
            {
                // Position −k modulo n: position 0 stays, and only lane 0 can have it.
                LaneAddresses.Set(at, TLanes.Count, _data + ((nint)Rows * Columns) - first, -1);
                at[0] = (byte*)(first == 0 ? _data : _data + ((nint)Rows * Columns) - first);
            }
            else
            {
                LaneAddresses.Set(at, TLanes.Count, _data + first, 1);
            }

            Kernel.Store(at, blocks + (Size * k));
        }
    }
}
