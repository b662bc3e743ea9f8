using System.CommandLine;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover circuit list</c>: the circuits that were built with the program.</summary>
internal static class CircuitListCommand
{
    public static Command Create(Terminal terminal)
    {
        Command command = new("list", "Lists the circuits that were built with the program.");
        command.SetAction(_ =>
        {
            foreach (CircuitManifest manifest in CircuitCatalog.BuiltIn())
            {
                string presets = manifest.Presets.Count == 0 ? "" : $" [{string.Join(", ", manifest.Presets.Keys)}]";
                terminal.Result($"{manifest.Id,-16} {manifest.Description}{presets}");
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
