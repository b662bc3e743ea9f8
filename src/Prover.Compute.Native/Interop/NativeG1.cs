using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>The functions of the C ABI for G1.</summary>
internal readonly unsafe partial struct NativeG1 : INativeGroup<G1Affine>
{
    public static uint Group => 1;

    public static int PartialBytes => 2 * sizeof(G1Affine);

    public static G1Affine Add(in G1Affine a, in G1Affine b) => (G1.FromAffine(in a) + b).ToAffine();

    public static int Accumulate(
        NativeMsmPlan* plan,
        byte* partial,
        byte* digits,
        G1Affine* points,
        uint window,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g1_msm_accumulate(
            plan, partial, digits, points, window, first, count, scratch, scratchBytes, cancel);

    public static int Combine(NativeMsmPlan* plan, G1Affine* output, byte* partials, uint ranges) =>
        prover_g1_msm_combine(plan, output, partials, ranges);

    public static int FixedTableInit(
        byte* table,
        nuint tableBytes,
        G1Affine* point,
        uint windowBits,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g1_fixed_table_init(table, tableBytes, point, windowBits, scratch, scratchBytes, cancel);

    public static int FixedMultiply(
        byte* table,
        G1Affine* output,
        Fr* scalars,
        uint form,
        ulong n,
        byte* scratch,
        nuint scratchBytes,
        int* cancel) =>
        prover_g1_fixed_mul(table, output, scalars, form, n, scratch, scratchBytes, cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_msm_accumulate(
        NativeMsmPlan* plan,
        byte* partial,
        byte* digits,
        G1Affine* points,
        uint window,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_msm_combine(
        NativeMsmPlan* plan, G1Affine* output, byte* partials, uint ranges);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_fixed_table_init(
        byte* table,
        nuint tableBytes,
        G1Affine* point,
        uint windowBits,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_fixed_mul(
        byte* table,
        G1Affine* output,
        Fr* scalars,
        uint form,
        ulong n,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);
}
