using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Demo;

namespace Prover.Host.Commands;

/// <summary><c>prover demo</c>: the whole road against a real Ethereum node.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string?> transfers = DemoOptionSet.Transfers();
        Option<int> blocks = DemoOptionSet.Blocks(3);
        Option<ulong> seed = DemoOptionSet.Seed();
        Option<Uri?> l1 = DemoOptionSet.L1();
        Option<string?> json = new("--json") { Description = "Write the measurements to this file as JSON." };
        Option<string> circuit = DemoOptionSet.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Option<string> device = CommonOptions.Device();
        Command command = new("demo", "Executes, proves and posts blocks of real transfers, and claims withdrawals.")
        {
            transfers, blocks, seed, l1, json, circuit, preset, device,
            DemoDeployCommand.Create(terminal), DemoPublishCommand.Create(terminal),
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
