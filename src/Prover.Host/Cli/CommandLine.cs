using System.CommandLine;
using System.CommandLine.Invocation;
using Prover.Host.Commands;

namespace Prover.Host.Cli;

/// <summary>The program's entry: parses, runs, and turns every end into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line to its exit code; never throws.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Terminal terminal = Terminal.OfProcess();
        using Interruption interruption = new(code =>
        {
            ChildProcesses.StopAll();
            Environment.Exit(code);
        });
        try
        {
            ParseResult parsed = Root(terminal).Parse(args);
            if (parsed.Action is ParseErrorAction)
            {
                Command command = parsed.CommandResult.Command;
                string hint = command is RootCommand ? "" : command.Name + " ";
                terminal.Note($"prover: {parsed.Errors[0].Message} (see: prover {hint}--help)");
                return ExitCode.Usage;
            }

            InvocationConfiguration configuration = new()
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, interruption.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            return Failures.Report(failure, terminal);
        }
        finally
        {
            ChildProcesses.StopAll();
        }
    }

    /// <summary>The whole tree of commands.</summary>
    public static RootCommand Root(Terminal terminal)
    {
        return new RootCommand("Makes, checks and posts the validity proofs of a rollup.")
        {
            CircuitCommand.Create(terminal),
            DemoCommand.Create(terminal),
            SetupCommand.Create(terminal),
            ProveCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            ExportCommand.Create(terminal),
            DevicesCommand.Create(terminal),
            BenchCommand.Create(terminal),
        };
    }
}
