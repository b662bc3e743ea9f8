namespace Prover.Groth16;

/// <summary>A device made a proof that does not verify although the assignment satisfies the circuit: the device, or
/// the key file, is damaged. The message is one line.</summary>
public sealed class UnverifiedProofException : Exception
{
    /// <summary>Makes the exception for a device.</summary>
    /// <param name="device">Its name.</param>
    public UnverifiedProofException(string device)
        : base($"device {device} made a proof that does not verify although the assignment satisfies the circuit:"
            + " the device or the key file is damaged") => Device = device;

    /// <summary>The name of the device.</summary>
    public string Device { get; }
}
