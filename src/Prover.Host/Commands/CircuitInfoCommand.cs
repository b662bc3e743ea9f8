using System.CommandLine;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary>
/// <c>prover circuit info</c>: the size of a circuit, and for block circuits what one more transfer costs.
/// </summary>
internal static class CircuitInfoCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> circuit = CommonOptions.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Option<bool> json = CommonOptions.Json();
        Command command = new("info", "Prints constraints, wires, non-zeros and constraints per transfer.")
        {
            circuit, preset, json,
        };
        command.SetAction(parsed =>
        {
            CircuitSource source = CircuitSource.Find(parsed.GetRequiredValue(circuit), parsed.GetValue(preset));
            CircuitInfo info = CircuitInfo.Measure(source, new Stages(terminal));
            if (parsed.GetValue(json))
            {
                terminal.Result(JsonText.Of(info));
            }
            else
            {
                Print(terminal, info);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(Terminal terminal, CircuitInfo info)
    {
        terminal.Result($"circuit                    {info.Circuit}");
        terminal.Result($"id                         {info.Id}");
        if (info.Capacities is not null)
        {
            terminal.Result($"capacities                 {info.Capacities}");
        }

        terminal.Result($"constraints                {info.Constraints:N0}");
        terminal.Result($"wires                      {info.Wires:N0}");
        terminal.Result($"public inputs              {info.PublicInputs:N0}");
        terminal.Result($"non-zeros A / B / C        {info.NonZerosA:N0} / {info.NonZerosB:N0} / {info.NonZerosC:N0}");
        terminal.Result($"domain                     2^{info.DomainLog} ({info.DomainUse * 100:0} % used)");
        if (info.ConstraintsPerTransfer is double marginal)
        {
            terminal.Result($"constraints per transfer   {marginal:N1} (marginal: {info.MarginalFrom})");
        }
    }
}
