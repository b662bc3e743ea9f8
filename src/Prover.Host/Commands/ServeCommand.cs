using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Service;
using Prover.Host.Service.Settings;

namespace Prover.Host.Commands;

/// <summary><c>prover serve</c>: the node, until it is told to end.</summary>
internal static class ServeCommand
{
    /// <summary>The options that stand for a setting each.</summary>
    private static readonly (string Option, string Setting, string Description)[] Shortcuts =
    [
        ("--role", "Node:Role", "node or worker."),
        ("--name", "Node:Name", "Name of this process."),
        ("--urls", "Http:Urls", "Addresses to listen on, with commas between."),
        ("--circuits", "Prover:Circuits", "Circuits to serve: circuit/preset, with commas between."),
        ("--keys", "Prover:KeyFolder", "Folder with the keys."),
        ("--devices", "Prover:Devices", "Devices to prove on, with commas between."),
        ("--store", "Store:Folder", "Folder for jobs and blocks."),
        ("--l1", "L1:Rpc", "JSON-RPC address of L1."),
        ("--contract", "L1:Contract", "Address of the rollup's contract."),
        ("--l1-key-file", "L1:KeyFile", "File with the sending account's private key."),
        ("--queue", "Queue:Uri", "RabbitMQ, an amqp address without a password."),
        ("--log-format", "Log:Format", "text or json."),
    ];

    public static Command Create(Terminal terminal, Interruption interruption)
    {
        Option<string?> file = new("--settings")
        {
            Description = $"Settings in JSON; default: {SettingSources.DefaultFile}, if it is there.",
        };
        Option<string[]> set = new("--set") { Description = "A setting: Section:Name=value. May repeat." };
        Option<bool> print = new("--print-settings") { Description = "Print the settings and end." };
        Option<string?>[] shortcuts =
        [
            .. Shortcuts.Select(s => new Option<string?>(s.Option) { Description = $"{s.Description} ({s.Setting})" }),
        ];
        Command command = new("serve", "Takes blocks, proves them, brings them to L1; runs until it is told to end.")
        {
            file, set, print,
        };
        foreach (Option<string?> shortcut in shortcuts)
        {
            command.Add(shortcut);
        }

        command.SetAction(async (parsed, _) =>
        {
            IEnumerable<GivenSetting> given = shortcuts.Index()
                .Select(o => (Shortcuts[o.Index], Value: parsed.GetValue(o.Item)))
                .Where(o => o.Value is not null)
                .Select(o => new GivenSetting(o.Item1.Setting, o.Value!, o.Item1.Option));
            ServiceSettings settings = SettingsReader.Read(
                parsed.GetValue(file),
                Environment.GetEnvironmentVariables(),
                [.. given, .. SettingSources.OfOptions(parsed.GetValue(set) ?? [])]);
            if (parsed.GetValue(print))
            {
                Print(terminal, settings);
                return ExitCode.Ok;
            }

            return await NodeRunner.RunAsync(settings, interruption).ConfigureAwait(false);
        });
        return command;
    }

    private static void Print(Terminal terminal, ServiceSettings settings)
    {
        foreach (SettingEntry entry in SettingEntry.All)
        {
            terminal.Result($"{entry.Name} = {entry.Show(settings)}");
        }
    }
}
