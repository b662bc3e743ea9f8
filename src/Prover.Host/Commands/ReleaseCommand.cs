using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Api;

namespace Prover.Host.Commands;

/// <summary><c>prover release DEVICE</c>: gives a quarantined device work again.</summary>
internal static class ReleaseCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> device = new("device") { Description = "A device of 'prover workers': worker/device." };
        NodeOptions node = new();
        Command command = new("release", "Gives a quarantined device work again.") { device };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using NodeClient client = node.Open(parsed);
            ReleaseRequest request = new(parsed.GetRequiredValue(device), NodeOptions.Asker);
            AdminAnswer answer = await client.PostAdminAsync<AdminAnswer>(
                "/v1/admin/devices/release", request, cancel).ConfigureAwait(false);
            terminal.Result(answer.Done);
            return ExitCode.Ok;
        });
        return command;
    }
}
