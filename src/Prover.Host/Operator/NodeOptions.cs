using System.CommandLine;
using Prover.Host.Cli;
using Prover.Host.Service.Settings;

namespace Prover.Host.Operator;

/// <summary>The options with which an operator's command finds its node and shows who asks.</summary>
/// <remarks>What no option says comes from the settings of the node, if they are here: the first of its addresses and
/// its admin token. They are not checked as a whole: an operator's machine needs no keys.</remarks>
internal sealed class NodeOptions
{
    private readonly Option<string?> node = new("--node")
    {
        Description = "Address of the node; default: the first of the settings' Http:Urls.",
    };

    private readonly Option<string?> tokenFile = new("--token-file")
    {
        Description = "File with the admin token; default: the one that the settings name.",
    };

    private readonly SettingsOptions settings = new();

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(node);
        command.Options.Add(tokenFile);
        settings.AddTo(command);
    }

    /// <summary>Opens the node that a command line means.</summary>
    /// <exception cref="CommandException">An address or a setting is wrong.</exception>
    public NodeClient Open(ParseResult parsed)
    {
        HttpSettings http = settings.Bind(parsed).Http;
        string text = parsed.GetValue(node) ?? (http.Urls.Count > 0 ? http.Urls[0] : "");
        bool good = Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme is "http" or "https"
            && address is { PathAndQuery: "/", UserInfo: "" };
        if (!good)
        {
            throw new CommandException(
                ExitCode.Usage, $"--node: expected an address like http://127.0.0.1:8080, found '{text}'");
        }

        string? file = parsed.GetValue(tokenFile);
        return new NodeClient(Reachable(address!), () => file is null
            ? Secrets.Read("Http:AdminToken", http.AdminTokenFile, http.AdminTokenVariable)
            : Secrets.Read("--token", file, null));
    }

    /// <summary>The settings that a command line means, each right by itself.</summary>
    public ServiceSettings Settings(ParseResult parsed) => settings.Bind(parsed);

    /// <summary>Who asks, for the history of what was done.</summary>
    public static string Asker => Environment.UserName;

    // A node that listens everywhere is also here.
    private static Uri Reachable(Uri address)
    {
        return address.Host is "0.0.0.0" or "[::]" or "+" or "*"
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;
    }
}
