using System.CommandLine;
using Prover.Host.Service.Settings;

namespace Prover.Host.Operator;

/// <summary>The options that say where the settings of the service are.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> file = new("--settings")
    {
        Description = $"File with the settings; default: {SettingSources.DefaultFile}, if there is one.",
    };

    private readonly Option<string[]> values = new("--set")
    {
        Description = "A setting, as Section:Name=value; wins over the file and the environment. May repeat.",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(file);
        command.Options.Add(values);
    }

    /// <summary>The settings that a command line means, checked as a whole.</summary>
    /// <exception cref="Cli.CommandException">One is unknown or wrong.</exception>
    public ServiceSettings Read(ParseResult parsed)
    {
        return SettingsReader.Read(
            parsed.GetValue(file),
            Environment.GetEnvironmentVariables(),
            SettingSources.OfOptions(parsed.GetValue(values) ?? []));
    }

    /// <summary>The settings that a command line means, each right by itself: good enough to find a node.</summary>
    /// <exception cref="Cli.CommandException">One is unknown or wrong.</exception>
    public ServiceSettings Bind(ParseResult parsed)
    {
        return SettingsReader.Bind(
        [
            .. SettingSources.OfFile(parsed.GetValue(file)),
            .. SettingSources.OfEnvironment(Environment.GetEnvironmentVariables()),
            .. SettingSources.OfOptions(parsed.GetValue(values) ?? []),
        ]);
    }
}
