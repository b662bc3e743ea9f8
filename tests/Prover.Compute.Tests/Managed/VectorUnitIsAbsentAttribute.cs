namespace Prover.Compute.Tests;

/// <summary>Skips the contract of the managed device with vectors that this processor lacks.</summary>
public sealed class VectorUnitIsAbsentAttribute(bool wide) : DeviceIsAbsentAttribute
{
    public bool Wide { get; } = wide;

    public override string? Reason => (Wide ? VectorUnit.Wide : VectorUnit.Narrow) is null
        ? $"this processor, or the setting of this process, lacks {(Wide ? "AVX-512F" : "AVX2")}"
        : null;
}
