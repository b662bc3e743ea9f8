using System.Globalization;
using Prover.Groth16;
using Prover.Host.Cli;

namespace Prover.Host.Doctor;

/// <summary>Compares what the service will need with what there is, so that it is refused at the start with numbers
/// instead of being killed in a proof.</summary>
internal static class MemoryFindings
{
    /// <summary>The finding for a process with these keys.</summary>
    /// <param name="keys">The keys that it will map.</param>
    /// <param name="available">Bytes that the machine can give.</param>
    /// <param name="budget">Bytes that the operator allows; null for all that is available.</param>
    /// <param name="devices">Devices that prove at the same time.</param>
    public static Finding Look(IReadOnlyList<ProvingKey> keys, long available, long? budget, int devices = 1)
    {
        MemoryForecast forecast = MemoryForecast.Of(keys, devices);
        long limit = Math.Min(available, budget ?? available);
        string text = $"expected at most {MiB(forecast.Peak)} ({MiB(forecast.Resident)} resident,"
            + $" {MiB(forecast.Proving)} while proving), {MiB(available)} available"
            + (budget is long allowed ? $", budget {MiB(allowed)}" : "");
        return forecast.Peak <= limit
            ? new Finding("memory", true, text)
            : new Finding(
                "memory", false, text, "use smaller circuits, raise the budget, or a machine with more",
                ExitCode.Device);
    }

    private static string MiB(long bytes)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20:N0} MiB");
    }
}
