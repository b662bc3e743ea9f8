namespace Prover.Compute;

/// <summary>Points of G2 that many pairings will take, in the memory of a device, with whatever it computes from them
/// beforehand.</summary>
public abstract class ResidentPairingPoints : Resident
{
    /// <summary>Makes a handle of <paramref name="device"/>.</summary>
    protected ResidentPairingPoints(IComputeDevice device, int length)
        : base(device) => Length = length;

    /// <summary>Number of points.</summary>
    public int Length { get; }
}
