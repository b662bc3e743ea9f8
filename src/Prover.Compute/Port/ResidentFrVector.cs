namespace Prover.Compute;

/// <summary>A vector over 𝔽r in the memory of a device.</summary>
/// <remarks>Its memory is cleared when it is disposed, since witness values pass through it.</remarks>
public abstract class ResidentFrVector : Resident
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected ResidentFrVector(IComputeDevice device, int length)
        : base(device) => Length = length;

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>A view of a part: shares the memory, and disposing it leaves the memory alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie inside.</exception>
    public abstract ResidentFrVector Slice(int offset, int length);
}
