using System.CommandLine;
using System.CommandLine.Parsing;
using Prover.Host.Cli;
using Prover.Host.Demo;

namespace Prover.Host.Commands;

/// <summary><c>prover demo</c>: the whole road against a real Ethereum node.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string?> transfers = new("--transfers")
        {
            Description = "CSV of transfers (token,from,to,value); default: a sample of Ethereum mainnet.",
        };
        Option<int> blocks = new("--blocks")
        {
            Description = "Blocks to prove; all are full but the last of several.",
            DefaultValueFactory = _ => 3,
        };
        blocks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--blocks: expected at least 1");
            }
        });
        Option<ulong> seed = new("--seed")
        {
            Description = "From which the keys of the rollup accounts are made.",
            DefaultValueFactory = _ => 1,
        };
        Option<Uri?> l1 = new("--l1")
        {
            Description =
                "JSON-RPC address of a running node, its account's key in PROVER_L1_KEY; default: start anvil.",
            CustomParser = ParseAddress,
        };
        Option<string?> json = new("--json") { Description = "Write the measurements to this file as JSON." };
        Option<string> circuit = new("--circuit")
        {
            Description = "The block circuit.",
            DefaultValueFactory = _ => "rollup-block",
        };
        Option<string?> preset = CommonOptions.Preset();
        Option<string> device = CommonOptions.Device();
        Command command = new("demo", "Executes, proves and posts blocks of real transfers, and claims withdrawals.")
        {
            transfers, blocks, seed, l1, json, circuit, preset, device,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            DemoOptions options = new(
                parsed.GetValue(transfers),
                parsed.GetValue(blocks),
                parsed.GetValue(seed),
                parsed.GetValue(l1),
                parsed.GetValue(json),
                parsed.GetRequiredValue(circuit),
                parsed.GetValue(preset),
                parsed.GetRequiredValue(device));
            DemoReport report = await new DemoRunner(options, terminal, cancel).RunAsync().ConfigureAwait(false);
            return Finish(terminal, options, report);
        });
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        bool good = Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
        if (!good)
        {
            result.AddError("--l1: expected an http or https address, like http://127.0.0.1:8545");
        }

        return good ? address : null;
    }

    private static int Finish(Terminal terminal, DemoOptions options, DemoReport report)
    {
        DemoTable.Write(terminal, report);
        if (options.JsonFile is not null)
        {
            OutputFile.WriteText(options.JsonFile, JsonText.Of(report));
        }

        bool good = report.L1RootMatches && report.StateRebuiltFromL1 && report.Blocks.Count == options.Blocks;
        return good ? ExitCode.Ok : ExitCode.InvalidProof;
    }
}
