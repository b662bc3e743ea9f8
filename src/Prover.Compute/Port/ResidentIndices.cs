namespace Prover.Compute;

/// <summary>Positions in a vector, in the memory of a device; never changed after loading.</summary>
public abstract class ResidentIndices : Resident
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected ResidentIndices(IComputeDevice device, int length)
        : base(device) => Length = length;

    /// <summary>Number of positions.</summary>
    public int Length { get; }
}
