using System.CommandLine;
using Prover.Compute;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover devices</c>: what can compute here, and why something cannot.</summary>
internal static class DevicesCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("devices", "Lists the devices that can compute here, the preferred one first.") { json };
        command.SetAction(parsed =>
        {
            List<DeviceRow> rows = [.. Devices.All.Select(Probe)];
            if (parsed.GetValue(json))
            {
                terminal.Result(JsonText.Of(rows));
                return ExitCode.Ok;
            }

            foreach (DeviceRow row in rows)
            {
                terminal.Result($"{row.Name,-12} {(row.Available ? "ok" : "missing"),-8} {row.Description}");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static DeviceRow Probe(DeviceFactory factory)
    {
        try
        {
            using IComputeDevice device = factory.Create();
            return new DeviceRow(factory.Name, true, device.Description);
        }
        catch (DeviceException failure)
        {
            return new DeviceRow(factory.Name, false, failure.Message);
        }
    }

    private sealed record DeviceRow(string Name, bool Available, string Description);
}
