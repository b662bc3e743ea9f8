using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The functions of the C ABI for G2.</summary>
internal readonly unsafe partial struct NativeG2 : INativeGroup<G2Affine>
{
    public static uint Group => 2;

    public static int PartialBytes => 2 * sizeof(G2Affine);

    public static G2Affine Add(in G2Affine a, in G2Affine b) => (G2.FromAffine(in a) + b).ToAffine();

    public static int Accumulate(
        NativeMsmPlan* plan,
        byte* partial,
        byte* digits,
        G2Affine* points,
        uint window,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g2_msm_accumulate(
            plan, partial, digits, points, window, first, count, scratch, scratchBytes, cancel);

    public static int Combine(NativeMsmPlan* plan, G2Affine* output, byte* partials, uint ranges) =>
        prover_g2_msm_combine(plan, output, partials, ranges);

    public static int FixedTableInit(
        byte* table,
        nuint tableBytes,
        G2Affine* point,
        uint windowBits,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g2_fixed_table_init(table, tableBytes, point, windowBits, scratch, scratchBytes, cancel);

    public static int FixedMultiply(
        byte* table,
        G2Affine* output,
        Fr* scalars,
        uint form,
        ulong n,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g2_fixed_mul(table, output, scalars, form, n, scratch, scratchBytes, cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_msm_accumulate(
        NativeMsmPlan* plan,
        byte* partial,
        byte* digits,
        G2Affine* points,
        uint window,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_msm_combine(
        NativeMsmPlan* plan, G2Affine* output, byte* partials, uint ranges);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_fixed_table_init(
        byte* table,
        nuint tableBytes,
        G2Affine* point,
        uint windowBits,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_fixed_mul(
        byte* table,
        G2Affine* output,
        Fr* scalars,
        uint form,
        ulong n,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);
}
