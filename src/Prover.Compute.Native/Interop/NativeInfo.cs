using System.Runtime.InteropServices;

namespace Prover.Compute.Native;

/// <summary>Version and instruction-set level of the native library (header section "version, status, forms,
/// instruction set").</summary>
public static unsafe partial class NativeInfo
{
    /// <summary>PROVER_ABI_VERSION that these declarations were written for.</summary>
    public const uint ExpectedAbiVersion = 1;

    private const uint FormMontgomery = 1;

    /// <summary>Name, version and compiler of the library.</summary>
    public static string BuildInfo => Marshal.PtrToStringUTF8((nint)prover_build_info()) ?? string.Empty;

    /// <summary>The level in use.</summary>
    public static NativeIsa SelectedIsa => (NativeIsa)prover_isa_selected();

    /// <summary>The levels that are compiled in and that this CPU has.</summary>
    public static IReadOnlyList<NativeIsa> AvailableIsas
    {
        get
        {
            uint bits = prover_isa_available();
            return [.. Enum.GetValues<NativeIsa>().Where(isa => isa != NativeIsa.Auto && (bits >> (int)isa & 1) == 1)];
        }
    }

    /// <summary>True when the library computes on Montgomery form with R = 2^256 as it lies, so that nothing needs to
    /// be converted at the border.</summary>
    public static bool ResidentIsMontgomery => prover_resident_form() == FormMontgomery;

    /// <summary>Selects a level for the whole process; only between whole jobs, since tables become void.</summary>
    /// <exception cref="DeviceException">The level is not available here.</exception>
    public static void SelectIsa(NativeIsa isa) =>
        NativeStatus.Check(prover_isa_select((uint)isa), "prover_isa_select");

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial byte* prover_build_info();

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial uint prover_isa_available();

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial uint prover_isa_selected();

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_isa_select(uint isa);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial uint prover_resident_form();
}
