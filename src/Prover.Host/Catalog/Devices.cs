using Prover.Compute;

namespace Prover.Host.Catalog;

/// <summary>The kinds of device that this program was built with, the preferred one first.</summary>
internal static class Devices
{
    public static IReadOnlyList<DeviceFactory> All { get; } = [];
}
