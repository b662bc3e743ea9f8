using System.CommandLine;
using System.CommandLine.Parsing;
using Prover.Host.Cli;
using Prover.Host.Demo;
using Prover.Rollup;

namespace Prover.Host.Commands;

/// <summary><c>prover demo deploy</c>: a rollup's contract for a service that is to be tried.</summary>
internal static class DemoDeployCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<Uri?> l1 = DemoOptionSet.L1();
        l1.Required = true;
        Option<EthAddress?> submitter = new("--operator")
        {
            Description = "Who may submit blocks: the address of the service's account; default: the one that pays.",
            CustomParser = result => ParseAddress(result, "--operator"),
        };
        Option<string> circuit = DemoOptionSet.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Option<string> device = CommonOptions.Device();
        Option<string?> json = new("--json") { Description = "Write the result to this file as JSON." };
        Command command = new("deploy", "Creates a rollup on a local chain, with a development key for its circuit.")
        {
            l1, submitter, circuit, preset, device, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            DemoDeployer deployer = new(terminal, cancel);
            DeployReport report = await deployer.RunAsync(
                parsed.GetRequiredValue(l1)!,
                parsed.GetValue(submitter),
                parsed.GetRequiredValue(circuit),
                parsed.GetValue(preset),
                parsed.GetRequiredValue(device)).ConfigureAwait(false);
            if (parsed.GetValue(json) is string file)
            {
                OutputFile.WriteText(file, JsonText.Of(report));
            }

            terminal.Result($"contract {report.Contract}");
            terminal.Result($"operator {report.Operator}");
            terminal.Result($"circuit {report.CircuitId}  {report.Capacities}");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Reads an Ethereum address; adds an error otherwise.</summary>
    public static EthAddress? ParseAddress(ArgumentResult result, string option)
    {
        if (EthAddress.TryParse(result.Tokens[0].Value, out EthAddress address))
        {
            return address;
        }

        result.AddError($"{option}: expected an address of 40 hexadecimal digits");
        return null;
    }
}
