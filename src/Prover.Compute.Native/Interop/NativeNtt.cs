using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Number-theoretic transforms (header section "NTT over Fr").</summary>
internal static unsafe partial class NativeNtt
{
    private const uint InverseFlag = 1;

    /// <summary>A plan for natural order on both sides.</summary>
    public static NativeNttPlan Plan(int log, NttDirection direction)
    {
        NativeNttPlan plan;
        uint flags = direction == NttDirection.Inverse ? InverseFlag : 0;
        NativeStatus.Check(prover_ntt_plan_init(&plan, (uint)log, flags), nameof(prover_ntt_plan_init));
        return plan;
    }

    /// <summary>A table for transforms of 2^log elements on shift·⟨ω⟩, both directions.</summary>
    public static NativeBlock Table(int log, Fr shift)
    {
        bool isCoset = shift != Fr.One;
        var table = new NativeBlock(prover_ntt_table_size((uint)log, isCoset ? 1 : 0));
        int status = prover_ntt_table_init(table.Pointer, table.Bytes, (uint)log, isCoset ? &shift : null);
        NativeStatus.Check(status, nameof(prover_ntt_table_init));
        return table;
    }

    /// <summary>Runs tasks of one stage on this thread.</summary>
    public static void Run(
        in NativeNttPlan plan,
        FixedMemory<Fr> data,
        NativeBlock table,
        int stage,
        int first,
        int count,
        NativeBlock scratch,
        CancelFlag cancel)
    {
        Lengths.Same(1 << plan.Log, data.Length);
        fixed (NativeNttPlan* address = &plan)
        {
            int status = prover_ntt_run(
                address,
                data.Pointer,
                table.Pointer,
                (uint)stage,
                (ulong)first,
                (ulong)count,
                scratch.Pointer,
                scratch.Bytes,
                cancel.Address);
            NativeStatus.Check(status, nameof(prover_ntt_run), cancel.Token);
        }
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_ntt_table_size(uint log, int withShift);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_ntt_table_init(byte* table, nuint tableBytes, uint log, Fr* shift);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_ntt_plan_init(NativeNttPlan* plan, uint log, uint flags);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_ntt_run(
        NativeNttPlan* plan,
        Fr* data,
        byte* table,
        uint stage,
        ulong first,
        ulong count,
        byte* scratch,
        nuint scratchBytes,
        int* cancel);
}
