using System.Globalization;
using Prover.Host.Cli;
using Spectre.Console;

namespace Prover.Host.Demo;

/// <summary>The table at the end of the demo.</summary>
internal static class DemoTable
{
    public static void Write(Terminal terminal, DemoReport report)
    {
        bool ansi = terminal.Output.Profile.Capabilities.Ansi;
        Table table = new() { Border = ansi ? TableBorder.Rounded : TableBorder.Ascii };
        table.AddColumn("block");
        string[] headings =
        [
            "transfers", "operations", "constraints", "witness", "prove", "verify", "proof", "diff",
            "diff/transfer", "gas", "gas/transfer",
        ];
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (BlockReport block in report.Blocks)
        {
            table.AddRow(Row(block));
        }

        terminal.Output.Write(table);
        WriteRest(terminal, report);
    }

    private static void WriteRest(Terminal terminal, DemoReport report)
    {
        BlockReport last = report.Blocks[^1];
        terminal.Result(
            $"circuit {report.Capacities}, {last.ConstraintsPerTransfer:N1} constraints for one more transfer");
        terminal.Result($"rows of the file that are in no block: {report.RowsLeftOut.Values.Sum()}");
        foreach ((string reason, int count) in report.RowsLeftOut)
        {
            terminal.Result($"  {count,6}  {reason}");
        }

        terminal.Result($"deployment {report.DeployGas:N0} gas; setup {report.SetupMs / 1000.0:0.0} s");
        string match = report.L1RootMatches ? "equals" : "DIFFERS FROM";
        terminal.Result($"root on L1 {match} the computed one: {last.NewRoot}");
        terminal.Result($"state rebuilt from L1 alone: {(report.StateRebuiltFromL1 ? "equal" : "DIFFERENT")}");
        terminal.Result($"withdrawals claimed: {report.WithdrawalsClaimed}; total {report.TotalMs / 1000.0:0.0} s");
    }

    private static string[] Row(BlockReport block)
    {
        double transfers = Math.Max(1, block.Transfers);
        return
        [
            Text($"{block.Number}"),
            Text($"{block.Transfers}"),
            Text($"{block.Operations}"),
            Text($"{block.Constraints:N0}"),
            Text($"{block.WitnessMs:N0} ms"),
            Text($"{block.ProveMs / 1000.0:0.0} s"),
            Text($"{block.VerifyMs:N0} ms"),
            Text($"{block.ProofBytes} B"),
            Text($"{block.DiffBytes} B"),
            Text($"{block.DiffBytes / transfers:0.0} B"),
            Text($"{block.GasUsed:N0}"),
            Text($"{block.GasUsed / transfers:N0}"),
        ];
    }

    private static string Text(FormattableString text)
    {
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
