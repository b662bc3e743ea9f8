using Prover.Compute.Native;

namespace Prover.Compute.Tests;

/// <summary>Skips the contract of the native device where the library, or a level of it, is not there.</summary>
public sealed class NativeIsAbsentAttribute(NativeIsa isa) : DeviceIsAbsentAttribute
{
    public NativeIsa Isa { get; } = isa;

    public override string? Reason => ReasonFor(Isa);

    public static string? ReasonFor(NativeIsa isa)
    {
        NativeLibraryState state = NativeLibraryLoader.Load();
        if (state.Reason is not null)
        {
            return $"no native device: {state.Reason}";
        }

        return isa == NativeIsa.Auto || NativeInfo.AvailableIsas.Contains(isa)
            ? null
            : $"this CPU or this build lacks the level {isa}";
    }
}
