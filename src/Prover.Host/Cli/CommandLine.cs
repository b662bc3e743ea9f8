using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Prover.Host.Commands;

namespace Prover.Host.Cli;

/// <summary>The program's entry: parses, runs, and turns every end into an exit code.</summary>
internal static class CommandLine
{
    private const StringSplitOptions OneSpace = StringSplitOptions.RemoveEmptyEntries;

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
            ParseResult parsed = Root(terminal, interruption).Parse(args);
            if (parsed.Action is ParseErrorAction)
            {
                string fault = string.Join(' ', parsed.Errors[0].Message.Split(default(char[]), OneSpace));
                terminal.Note($"prover: {fault} (see: prover {PathOf(parsed.CommandResult)}--help)");
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
    private static RootCommand Root(Terminal terminal, Interruption interruption)
    {
        return new RootCommand("Makes, checks and posts the validity proofs of a rollup.")
        {
            CircuitCommand.Create(terminal),
            DemoCommand.Create(terminal),
            SetupCommand.Create(terminal),
            ProveCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            ExportCommand.Create(terminal),
            ServeCommand.Create(terminal, interruption),
            DevicesCommand.Create(terminal),
            BenchCommand.Create(terminal),
            StatusCommand.Create(terminal),
            RequeueCommand.Create(terminal),
            DeadCommand.Create(terminal),
            WorkersCommand.Create(terminal),
            ReleaseCommand.Create(terminal),
            DrainCommand.Create(terminal),
            L1Command.Create(terminal),
            DoctorCommand.Create(terminal),
            ReplayCommand.Create(terminal),
        };
    }

    /// <summary>The words that lead to a command, each with a space after it; none for the program itself.</summary>
    private static string PathOf(SymbolResult? found)
    {
        return found is CommandResult { Command: not RootCommand } result
            ? PathOf(result.Parent) + result.Command.Name + " "
            : "";
    }
}
