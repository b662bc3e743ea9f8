using System.Net;
using Prover.Host.Cli;
using Prover.Rollup;

namespace Prover.Host.Service.Settings;

/// <summary>What settings have to be together.</summary>
internal static class SettingsCheck
{
    /// <summary>Refuses settings that cannot work; says which, what was expected and what was found.</summary>
    /// <exception cref="CommandException">They cannot work.</exception>
    public static void Check(ServiceSettings settings)
    {
        Need(settings.Prover.Circuits.Count > 0, "Prover:Circuits", "a circuit like rollup-block/demo", "none");
        Need(settings.Prover.KeyFolder is not null, "Prover:KeyFolder", "a folder with keys", "none");
        Need(settings.Prover.Devices.Count > 0, "Prover:Devices", "auto or names of devices", "none");
        CheckName(settings.Node.Name);
        CheckAddresses(settings.Http);
        CheckPairs(settings);
        CheckQueue(settings.Queue);
        if (settings.Node.Role == NodeRole.Worker)
        {
            CheckWorker(settings);
        }
        else
        {
            CheckNode(settings);
        }
    }

    private static void CheckName(string? name)
    {
        bool good = name is { Length: >= 1 and <= 100 }
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');
        Need(good, "Node:Name", "1 to 100 characters of A-Z a-z 0-9 . _ : -", $"'{name}'");
    }

    private static void CheckAddresses(HttpSettings http)
    {
        Need(http.Urls.Count > 0, "Http:Urls", "an address like http://127.0.0.1:8080", "none");
        bool tokens = (http.DoorTokenFile ?? http.DoorTokenVariable) is not null
            && (http.AdminTokenFile ?? http.AdminTokenVariable) is not null;
        foreach (string url in http.Urls)
        {
            bool good = Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
                && address.Scheme == Uri.UriSchemeHttp
                && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" };
            string shown = address?.UserInfo is "" ? $"'{url}'" : "another form";
            Need(good, "Http:Urls", "addresses like http://127.0.0.1:8080", shown);
            Need(
                tokens || IsLoopback(address!),
                "Http:Urls",
                "a loopback address, or tokens (Http:DoorTokenFile or …Variable, Http:AdminTokenFile or …Variable)",
                $"'{url}' without them");
        }
    }

    /// <summary>Whether nobody outside of this machine can reach an address.</summary>
    public static bool IsLoopback(Uri address)
    {
        return address.Host == "localhost"
            || (IPAddress.TryParse(address.DnsSafeHost, out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }

    private static void CheckPairs(ServiceSettings settings)
    {
        HttpSettings http = settings.Http;
        (string Name, string? File, string? Variable)[] pairs =
        [
            ("Http:DoorToken", http.DoorTokenFile, http.DoorTokenVariable),
            ("Http:AdminToken", http.AdminTokenFile, http.AdminTokenVariable),
            ("Http:WorkerToken", http.WorkerTokenFile, http.WorkerTokenVariable),
            ("Queue:Password", settings.Queue.PasswordFile, settings.Queue.PasswordVariable),
            ("Worker:Token", settings.Worker.TokenFile, settings.Worker.TokenVariable),
            ("L1:Rpc", settings.L1.RpcFile ?? settings.L1.Rpc?.Host, settings.L1.RpcVariable),
            ("L1:Rpc", settings.L1.RpcFile, settings.L1.Rpc?.Host),
            ("L1:Key", settings.L1.KeyFile, settings.L1.KeyVariable),
        ];
        foreach ((string name, string? file, string? variable) in pairs)
        {
            Need(file is null || variable is null, name + "File", $"one of {name}… to be given", "two");
        }
    }

    private static void CheckQueue(QueueSettings queue)
    {
        Need(
            queue.Uri is null || queue.Uri.Scheme is "amqp" or "amqps",
            "Queue:Uri",
            "an amqp or amqps address",
            $"scheme {queue.Uri?.Scheme}");
        Need(
            queue.Uri?.UserInfo.Contains(':', StringComparison.Ordinal) != true,
            "Queue:Uri",
            "no password in the address; put it into a file and name that in Queue:PasswordFile",
            "one");
    }

    private static void CheckWorker(ServiceSettings settings)
    {
        Need(settings.Queue.Uri is not null, "Queue:Uri", "the broker, since Node:Role is worker", "none");
        bool source = (settings.Worker.PayloadsFrom is null) != (settings.Worker.PayloadFolder is null);
        Need(source, "Worker:PayloadsFrom", "it or Worker:PayloadFolder, since Node:Role is worker", "none or both");
        Need(
            settings.Worker.PayloadsFrom?.Scheme is null or "http" or "https",
            "Worker:PayloadsFrom",
            "an http or https address",
            $"scheme {settings.Worker.PayloadsFrom?.Scheme}");
    }

    private static void CheckNode(ServiceSettings settings)
    {
        L1Settings l1 = settings.L1;
        Need(settings.Store.Folder is not null, "Store:Folder", "a folder for jobs and blocks", "none");
        Need(
            EthAddress.TryParse(l1.Contract, out EthAddress contract) && !contract.IsZero,
            "L1:Contract",
            "the address of the rollup's contract: 0x and 40 hexadecimal digits",
            l1.Contract is null ? "none" : $"'{l1.Contract}'");
        Need(
            l1.Rpc?.Scheme is null or "http" or "https",
            "L1:Rpc",
            "an http or https address",
            $"scheme {l1.Rpc?.Scheme}");
        bool sends = l1.Rpc is not null || l1.RpcFile is not null || l1.RpcVariable is not null;
        Need(sends || l1.ChainId is not null, "L1:ChainId", "the chain's id, since there is no L1:Rpc to ask", "none");
        bool key = l1.KeyFile is not null || l1.KeyVariable is not null;
        Need(!sends || key, "L1:KeyFile", "the sending account's key, there or in L1:KeyVariable", "none");
        Need(
            settings.Worker.Enabled || settings.Queue is { Uri: not null, Workers: true },
            "Worker:Enabled",
            "true, or Queue:Uri for workers elsewhere",
            "nobody who proves");
    }

    private static void Need(bool good, string name, string expected, string found)
    {
        if (!good)
        {
            throw new CommandException(ExitCode.Usage, $"setting {name}: expected {expected}, found {found}");
        }
    }
}
