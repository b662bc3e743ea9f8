using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The functions of the C ABI that exist once per group; statuses are returned as they come.</summary>
/// <typeparam name="TPoint">Affine points of the group.</typeparam>
internal unsafe interface INativeGroup<TPoint>
    where TPoint : unmanaged
{
    /// <summary>enum prover_group.</summary>
    static abstract uint Group { get; }

    /// <summary>Bytes of a partial sum.</summary>
    static abstract int PartialBytes { get; }

    /// <summary>a + b.</summary>
    static abstract TPoint Add(in TPoint a, in TPoint b);

    /// <summary>One window over one range of points.</summary>
    static abstract int Accumulate(
        NativeMsmPlan* plan,
        byte* partial,
        byte* digits,
        TPoint* points,
        uint window,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);

    /// <summary>Adds the partial sums up.</summary>
    static abstract int Combine(NativeMsmPlan* plan, TPoint* output, byte* partials, uint ranges);

    /// <summary>Fills a table of multiples of one base.</summary>
    static abstract int FixedTableInit(
        byte* table, nuint tableBytes, TPoint* point, uint windowBits, byte* scratch, nuint scratchBytes, int* cancel);

    /// <summary>Multiplies the base of a table by many scalars.</summary>
    static abstract int FixedMultiply(
        byte* table,
        TPoint* output,
        Fr* scalars,
        uint form,
        ulong n,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);
}
