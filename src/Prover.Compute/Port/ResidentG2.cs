namespace Prover.Compute;

/// <summary>Affine points of G2 in the memory of a device; never changed after loading.</summary>
public abstract class ResidentG2 : Resident
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected ResidentG2(IComputeDevice device, int length)
        : base(device) => Length = length;

    /// <summary>Number of points.</summary>
    public int Length { get; }
}
