using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>What both groups share of the header section "MSM".</summary>
internal static unsafe partial class NativeMsm
{
    /// <summary>A plan for <paramref name="count"/> points of a group, in windows that suit
    /// <paramref name="effectiveCount"/> scalars of full width.</summary>
    public static NativeMsmPlan Plan(uint group, int count, int effectiveCount)
    {
        NativeMsmPlan plan;
        int status = prover_msm_plan_init(&plan, group, (ulong)effectiveCount, 0);
        NativeStatus.Check(status, nameof(prover_msm_plan_init));
        status = prover_msm_plan_init(&plan, group, (ulong)count, (uint)plan.WindowBits);
        NativeStatus.Check(status, nameof(prover_msm_plan_init));
        return plan;
    }

    /// <summary>Memory for the digits of all scalars.</summary>
    public static NativeBlock AllocateDigits(NativeMsmPlan plan) => new(prover_msm_digits_size(&plan));

    /// <summary>Scratch of one accumulation over <paramref name="count"/> points.</summary>
    public static nuint ScratchBytes(NativeMsmPlan plan, int count) => prover_msm_scratch_size(&plan, (ulong)count);

    /// <summary>Cuts scalars first ≤ i &lt; first + count into digits.</summary>
    public static void Digits(NativeMsmPlan plan, NativeBlock digits, FixedMemory<Fr> scalars, int first, int count)
    {
        Lengths.Same(plan.Count, scalars.Length);
        FixedMemory<Fr> part = scalars.Slice(first, count);
        int status = prover_msm_digits(
            &plan, digits.Pointer, part.Pointer, (uint)NativeForm.Resident, (ulong)first, (ulong)count);
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
