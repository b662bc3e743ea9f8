using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;

namespace Prover.Host.Commands;

/// <summary><c>prover workers</c>: the devices that prove for a node.</summary>
internal static class WorkersCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        Option<bool> quarantined = new("--quarantined") { Description = "Only those that get no work." };
        NodeOptions node = new();
        Command command = new("workers", "Lists the devices that prove for a node, with their right and wrong proofs.")
        {
            json, quarantined,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            NodeReport report = await client.GetAsync<NodeReport>("/v1/node", cancel).ConfigureAwait(false);
            bool some = parsed.GetValue(quarantined);
            List<DeviceReport> devices = [.. report.Devices.Where(device => !some || device.Quarantined is not null)];
            if (parsed.GetValue(json))
            {
                terminal.Result(OperatorJson.Of(devices));
            }
            else if (devices.Count == 0)
            {
                terminal.Result(some ? "no device is quarantined" : "no device has asked for work yet");
            }
            else
            {
                NodeText.PrintDevices(terminal, devices, DateTimeOffset.UtcNow);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
