using System.CommandLine;
using Prover.Host.Bench.Report;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover bench table</c>: the table of a report that was written before.</summary>
internal static class BenchTableCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> files = new("files")
        {
            Description = "What 'prover bench kernels --json' wrote.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> markdown = new("--markdown") { Description = "Print the table in Markdown." };
        Command command = new("table", "Prints the tables of kernel reports.") { files, markdown };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetRequiredValue(files);
            KernelReport[] reports = [.. names.Select(KernelReport.Read)];
            foreach ((string name, KernelReport report) in names.Zip(reports))
            {
                if (parsed.GetValue(markdown))
                {
                    terminal.Result(KernelTable.Markdown(report, Path.GetFileName(name)));
                    terminal.Result("");
                }
                else
                {
                    KernelTable.Write(terminal, report);
                }
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
