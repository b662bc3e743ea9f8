using Prover.Host.Cli;
using Prover.L1;

namespace Prover.Host.Demo.Chain;

/// <summary>Starts the local Ethereum node of the demo and makes sure that it ends with the program.</summary>
internal static class LocalNode
{
    /// <summary>Starts anvil on a loopback port of the system's choice.</summary>
    /// <exception cref="CommandException">There is no anvil.</exception>
    public static async Task<AnvilNode> StartAsync(CancellationToken cancel)
    {
        AnvilNode node = await AnvilNode.StartAsync(FindBinary(), cancel).ConfigureAwait(false);
        ChildProcesses.Add(node.ProcessId);
        return node;
    }

    /// <summary>Stops it.</summary>
    public static async Task StopAsync(AnvilNode node)
    {
        int id = node.ProcessId;
        await node.DisposeAsync().ConfigureAwait(false);
        ChildProcesses.Remove(id);
    }

    private static string FindBinary()
    {
        string? given = Environment.GetEnvironmentVariable("PROVER_ANVIL");
        string? path = Environment.GetEnvironmentVariable("PATH");
        string? found = string.IsNullOrEmpty(given) ? AnvilNode.Find(RepositoryRoot(), path) : given;
        return found ?? throw new CommandException(
            ExitCode.Usage,
            "no local Ethereum node: run ./build.sh build with node and npm installed, or name a node with --l1 URL");
    }

    private static string? RepositoryRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "artifacts", "npm")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
