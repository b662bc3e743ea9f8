namespace Prover.Compute;

/// <summary>A kind of device that may or may not be there on this machine.</summary>
/// <param name="Name">The name to choose it by.</param>
/// <param name="Create">Makes the device, or throws <see cref="DeviceException"/> with the one-line reason why it
/// cannot.</param>
public sealed record DeviceFactory(string Name, Func<IComputeDevice> Create);
