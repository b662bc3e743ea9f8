namespace Prover.Compute;

/// <summary>A device that was chosen, and why it is not a better one.</summary>
/// <param name="Device">The device; belongs to the caller.</param>
/// <param name="FallbackReason">Null if it is the first choice, otherwise one line for the log.</param>
public sealed record ChosenDevice(IComputeDevice Device, string? FallbackReason);

/// <summary>Finds the device that a user asked for.</summary>
public static class DeviceChoice
{
    /// <summary>Stands for the best device that is there.</summary>
    public const string Auto = "auto";

    /// <summary>Makes the device called <paramref name="wanted"/>, or with <see cref="Auto"/> the first one that
    /// works.</summary>
    /// <param name="wanted">"auto" or a name.</param>
    /// <param name="factories">All kinds of device, the best one first.</param>
    /// <exception cref="DeviceException">No such name; or the device does not work: one asked for by name is never
    /// replaced.</exception>
    public static ChosenDevice Choose(string wanted, IReadOnlyList<DeviceFactory> factories)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(factories);
        if (wanted == Auto)
        {
            return FirstThatWorks(factories);
        }

        foreach (DeviceFactory factory in factories)
        {
            if (factory.Name == wanted)
            {
                return new ChosenDevice(factory.Create(), null);
            }
        }

        string names = string.Join(", ", factories.Select(factory => factory.Name).Prepend(Auto));
        throw new DeviceException($"Expected a device out of {names}; found '{wanted}'.");
    }

    private static ChosenDevice FirstThatWorks(IReadOnlyList<DeviceFactory> factories)
    {
        var reasons = new List<string>();
        foreach (DeviceFactory factory in factories)
        {
            try
            {
                return new ChosenDevice(factory.Create(), reasons.Count == 0 ? null : string.Join("; ", reasons));
            }
            catch (DeviceException failure)
            {
                reasons.Add($"{factory.Name}: {failure.Message}");
            }
        }

        throw new DeviceException($"No device works ({string.Join("; ", reasons)}).");
    }
}
