using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Pipeline;
using Prover.Wire;
using Prover.Witness;

namespace Prover.Host.Cli;

/// <summary>Which exit code an exception stands for, and the one line that is said about it.</summary>
internal static class Failures
{
    /// <summary>Writes the line to stderr and returns the exit code.</summary>
    public static int Report(Exception failure, Terminal terminal)
    {
        Exception cause = failure is AggregateException { InnerExceptions: [Exception one] } ? one : failure;
        int code = CodeOf(cause);
        string line = code == ExitCode.Cancelled ? "cancelled" : OneLine(cause);
        terminal.Note($"prover: {line}");
        if (Environment.GetEnvironmentVariable("PROVER_TRACE") == "1")
        {
            terminal.Note($"{cause}");
        }

        return code;
    }

    /// <summary>The exit code of an exception.</summary>
    public static int CodeOf(Exception failure)
    {
        return failure switch
        {
            CommandException command => command.ExitCode,
            OperationCanceledException => ExitCode.Cancelled,
            UnsatisfiedException => ExitCode.Unsatisfied,
            UnverifiedProofException => ExitCode.InvalidProof,
            DeviceException => ExitCode.Device,
            KeyFileException or InvalidDataException => ExitCode.FileMismatch,
            EnvelopeException or EnvelopeRefusedException => ExitCode.FileMismatch,
            _ => ExitCode.Usage,
        };
    }

    private static string OneLine(Exception failure)
    {
        bool ours = failure is CommandException || CodeOf(failure) != ExitCode.Usage;
        bool plain = ours
            || failure is IOException or UnauthorizedAccessException or L1Exception or SubmissionException;
        string text = plain ? failure.Message : $"unexpected {failure.GetType().Name}: {failure.Message}";
        return failure is UnsatisfiedException ? text : text.ReplaceLineEndings(" ");
    }
}
