using System.Globalization;
using Prover.Compute;
using Prover.Host.Cli;

namespace Prover.Host.Doctor;

/// <summary>Looks at the devices that a service is to use.</summary>
internal static class DeviceFindings
{
    /// <summary>A line for each kind of device, and whether one of those that are wanted works.</summary>
    /// <param name="wanted">"auto" or a name.</param>
    /// <param name="factories">All kinds of device, the best one first.</param>
    public static IReadOnlyList<Finding> Look(string wanted, IReadOnlyList<DeviceFactory> factories)
    {
        bool any = wanted == DeviceChoice.Auto;
        List<(bool Works, string Text)> seen =
            [.. factories.Where(factory => any || factory.Name == wanted).Select(Probe)];
        if (seen.Count == 0)
        {
            string names = string.Join(", ", factories.Select(factory => factory.Name).Prepend(DeviceChoice.Auto));
            return
            [
                new Finding("device", false, $"expected one of {names}, found '{wanted}'", "name another one",
                    ExitCode.Device),
            ];
        }

        // With auto a kind that does not work is only worth a line as long as another one does.
        bool good = seen.Any(device => device.Works);
        return
        [
            .. seen.Select(device => device.Works
                ? new Finding("device", true, device.Text)
                : new Finding(
                    "device", good, device.Text, good ? null : "build native/ or choose another device",
                    ExitCode.Device)),
        ];
    }

    private static (bool Works, string Text) Probe(DeviceFactory factory)
    {
        try
        {
            using IComputeDevice device = factory.Create();
            string threads = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} threads");
            return (true, $"{device.Name}: {device.Description}, {threads}");
        }
        catch (DeviceException failure)
        {
            return (false, $"{factory.Name}: {failure.Message}");
        }
    }
}
