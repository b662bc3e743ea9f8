namespace Prover.Compute;

/// <summary>A device cannot be had, or failed in its work. The message is one line that names the device.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>Makes the exception with its one line.</summary>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with its one line and what caused it.</summary>
    public DeviceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
