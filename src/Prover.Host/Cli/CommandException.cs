namespace Prover.Host.Cli;

/// <summary>Ends a command with an exit code and one line: what was expected, what was found, what to do.</summary>
internal sealed class CommandException : Exception
{
    public CommandException(int exitCode, string message, Exception? cause = null)
        : base(message, cause)
    {
        ExitCode = exitCode;
    }

    /// <summary>One of <see cref="Cli.ExitCode"/>.</summary>
    public int ExitCode { get; }
}
