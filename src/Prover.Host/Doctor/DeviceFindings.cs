using System.Globalization;
using Prover.Compute;

namespace Prover.Host.Doctor;

/// <summary>Looks at the devices that a service is to use.</summary>
internal static class DeviceFindings
{
    /// <summary>One finding per device: does it work here, and is what it computes right.</summary>
    /// <param name="wanted">"auto" or a name.</param>
    /// <param name="factories">All kinds of device, the best one first.</param>
    public static IEnumerable<Finding> Look(string wanted, IReadOnlyList<DeviceFactory> factories)
    {
        Finding? better = null;
        foreach (DeviceFactory factory in factories)
        {
            if (wanted != DeviceChoice.Auto && wanted != factory.Name)
            {
                continue;
            }

            Finding found = Look(factory, wanted == DeviceChoice.Auto);
            yield return found;
            better ??= found;
        }

        if (better is null)
        {
            string names = string.Join(", ", factories.Select(factory => factory.Name).Prepend(DeviceChoice.Auto));
            yield return new Finding(
                "device", false, $"expected a device out of {names}, found '{wanted}'", "name another one");
        }
    }

    private static Finding Look(DeviceFactory factory, bool optional)
    {
        try
        {
            using IComputeDevice device = factory.Create();
            string threads = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} threads");
            return new Finding("device", true, $"{device.Name}: {device.Description}, {threads}");
        }
        catch (DeviceException failure)
        {
            // Another kind may take over; that none works shows as a failure of all.
            return new Finding(
                "device", optional, $"{factory.Name}: {failure.Message}", optional ? null : "choose another device");
        }
    }
}
