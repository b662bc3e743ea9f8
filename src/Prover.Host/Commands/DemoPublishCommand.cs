using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Demo;
using Prover.Rollup;

namespace Prover.Host.Commands;

/// <summary><c>prover demo publish</c>: the demo's block builder as the sequencer of a running service.</summary>
internal static class DemoPublishCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<Uri?> to = new("--to")
        {
            Description = "Where the service takes blocks: http://host:port or amqp://host:port.",
            Required = true,
            CustomParser = result => DemoOptionSet.ParseAddress(result, "--to", "http", "https", "amqp", "amqps"),
        };
        Option<EthAddress?> contract = new("--contract")
        {
            Description = "The rollup, new: of 'prover demo deploy'.",
            Required = true,
            CustomParser = result => DemoDeployCommand.ParseAddress(result, "--contract"),
        };
        Option<string?> token = new("--token-variable")
        {
            Description = "Name of the environment variable that holds the door's token.",
        };
        Option<Uri?> l1 = DemoOptionSet.L1();
        l1.Required = true;
        Option<string?> transfers = DemoOptionSet.Transfers();
        Option<int> blocks = DemoOptionSet.Blocks(20);
        Option<ulong> seed = DemoOptionSet.Seed();
        Option<string> circuit = DemoOptionSet.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Command command = new(
            "publish", "Builds blocks of real transfers, hands them to a service and follows them to L1.")
        {
            to, token, l1, contract, transfers, blocks, seed, circuit, preset,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            PublishOptions options = new(
                parsed.GetRequiredValue(to)!,
                TokenOf(parsed.GetValue(token)),
                parsed.GetRequiredValue(l1)!,
                parsed.GetRequiredValue(contract)!.Value,
                parsed.GetValue(transfers),
                parsed.GetValue(blocks),
                parsed.GetValue(seed),
                parsed.GetRequiredValue(circuit),
                parsed.GetValue(preset));
            PublishReport report = await new DemoPublisher(options, terminal, cancel).RunAsync().ConfigureAwait(false);
            terminal.Result($"blocks published: {report.Published}, final: {report.Final}");
            string match = report.RootMatches ? "equals" : "DIFFERS FROM";
            terminal.Result($"root on L1 {match} the computed one: {report.Root}");
            terminal.Result($"state rebuilt from L1 alone: {(report.Rebuilt ? "equal" : "DIFFERENT")}");
            return report.IsGood ? ExitCode.Ok : ExitCode.InvalidProof;
        });
        return command;
    }

    private static string? TokenOf(string? variable)
    {
        if (variable is null)
        {
            return null;
        }

        string? token = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(token)
            ? throw new CommandException(ExitCode.Usage, $"--token-variable: {variable} is not set")
            : token;
    }
}
