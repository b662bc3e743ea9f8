using Prover.Host.Cli;

namespace Prover.Host.Service.Settings;

/// <summary>Reads secrets from where settings say that they are. None is ever part of a message.</summary>
internal static class Secrets
{
    private const int MostCharacters = 4096;

    /// <summary>The text in a file or an environment variable, without the space around it; null if neither is
    /// named.</summary>
    /// <param name="name">The setting's name without its ending, for messages.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="variable">Name of the variable.</param>
    /// <exception cref="CommandException">It is not there, empty or too long.</exception>
    public static string? Read(string name, string? file, string? variable)
    {
        string? text = (file, variable) switch
        {
            (not null, _) => OutputFile.ReadText(file),
            (_, not null) => Environment.GetEnvironmentVariable(variable) ?? throw new CommandException(
                ExitCode.Usage,
                $"setting {name}Variable: expected the environment variable {variable}, which is not set"),
            _ => null,
        };
        string? secret = text?.Trim();
        return secret is null or { Length: >= 1 and <= MostCharacters } ? secret : throw new CommandException(
            ExitCode.Usage,
            $"setting {name}{(file is null ? "Variable" : "File")}: expected 1 to {MostCharacters} characters in"
            + $" {file ?? variable}, found {secret.Length}");
    }
}
