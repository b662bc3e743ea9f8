using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>Sizes of the header section "multiples of one base".</summary>
internal static partial class NativeFixed
{
    /// <summary>Bytes of a table.</summary>
    public static nuint TableBytes(uint group, int windowBits) => prover_fixed_table_size(group, (uint)windowBits);

    /// <summary>Scratch of one concurrent call.</summary>
    public static nuint ScratchBytes(uint group, int windowBits) => prover_fixed_scratch_size(group, (uint)windowBits);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_fixed_table_size(uint group, uint windowBits);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_fixed_scratch_size(uint group, uint windowBits);
}
