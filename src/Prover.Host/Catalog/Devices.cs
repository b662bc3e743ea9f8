using Prover.Compute;
using Prover.Compute.Native;
using Prover.Host.Cli;

namespace Prover.Host.Catalog;

/// <summary>The kinds of device that this program was built with, the preferred one first.</summary>
internal static class Devices
{
    /// <summary>All kinds, whether they work here or not.</summary>
    public static IReadOnlyList<DeviceFactory> All { get; } =
    [
        NativeDevice.Factory(),
        new DeviceFactory(ManagedDevice.DeviceName, () => new ManagedDevice()),
    ];

    /// <summary>Makes the device that the user asked for and says why it is not a better one.</summary>
    /// <exception cref="DeviceException">It does not work here.</exception>
    public static IComputeDevice Choose(string wanted, Terminal terminal)
    {
        ChosenDevice chosen = DeviceChoice.Choose(wanted, All);
        if (chosen.FallbackReason is not null)
        {
            terminal.Note($"device {chosen.Device.Name}, because {chosen.FallbackReason}");
        }

        return chosen.Device;
    }
}
