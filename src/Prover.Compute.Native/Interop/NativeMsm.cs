using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>What both groups share of the header section "MSM".</summary>
internal static unsafe partial class NativeMsm
{
    /// <summary>A plan for <paramref name="count"/> points of a group.</summary>
    /// <param name="group">enum prover_group.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="windowBits">Bits of a window; 0 for what suits that many scalars of full width.</param>
    public static NativeMsmPlan Plan(uint group, int count, int windowBits = 0)
    {
        NativeMsmPlan plan;
        int status = prover_msm_plan_init(&plan, group, (ulong)count, (uint)windowBits);
        NativeStatus.Check(status, nameof(prover_msm_plan_init));
        return plan;
    }

    /// <summary>Bytes of the digits of all scalars.</summary>
    public static nuint DigitBytes(NativeMsmPlan plan) => prover_msm_digits_size(&plan);

    /// <summary>Scratch of one accumulation over <paramref name="count"/> points.</summary>
    public static nuint ScratchBytes(NativeMsmPlan plan, int count) => prover_msm_scratch_size(&plan, (ulong)count);

    /// <summary>Cuts scalars into the digits from number <paramref name="first"/> of the plan on.</summary>
    public static void Digits(
        NativeMsmPlan plan, NativeBlock digits, FixedMemory<Fr> scalars, NativeForm form, int first)
    {
        int status = prover_msm_digits(
            &plan,
            digits.Pointer,
            scalars.Pointer,
            (uint)form,
            (ulong)first,
            (ulong)scalars.Length);
        NativeStatus.Check(status, nameof(prover_msm_digits));
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_msm_plan_init(NativeMsmPlan* plan, uint group, ulong count, uint windowBits);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_msm_digits_size(NativeMsmPlan* plan);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_msm_scratch_size(NativeMsmPlan* plan, ulong count);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_msm_digits(
        NativeMsmPlan* plan, byte* digits, Fr* scalars, uint form, ulong first, ulong count);
}
