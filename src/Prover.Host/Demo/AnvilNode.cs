using System.Diagnostics;
using System.Runtime.InteropServices;
using Prover.Host.Cli;

namespace Prover.Host.Demo;

/// <summary>A local Ethereum node (anvil) that lives as long as this object, on a loopback port of the system's choice.</summary>
/// <remarks>
/// The binary is that of the npm package which the build restores; Node itself is not needed. The development accounts
/// of anvil hold ether on this chain only; their keys are public.
/// </remarks>
internal sealed class AnvilNode : IDisposable
{
    /// <summary>The key of anvil's first development account, known to everybody.</summary>
    public const string DevelopmentKey = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    private const string Listening = "Listening on ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private AnvilNode(Process process, Uri endpoint)
    {
        this.process = process;
        Endpoint = endpoint;
    }

    /// <summary>Where it answers JSON-RPC.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts a node and waits until it listens.</summary>
    /// <exception cref="CommandException">There is no anvil, or it does not start.</exception>
    public static async Task<AnvilNode> StartAsync(CancellationToken cancel)
    {
        ProcessStartInfo info = new(FindBinary())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // Ether enough for the largest holders in the transfer file.
        foreach (string argument in (string[])["--host", "127.0.0.1", "--port", "0", "--balance", "1000000000"])
        {
            info.ArgumentList.Add(argument);
        }

        Process process = ChildProcesses.Start(info);
        try
        {
            return new AnvilNode(process, await WaitUntilListeningAsync(process, cancel).ConfigureAwait(false));
        }
        catch
        {
            ChildProcesses.Stop(process);
            throw;
        }
    }

    public void Dispose()
    {
        ChildProcesses.Stop(process);
    }

    private static async Task<Uri> WaitUntilListeningAsync(Process process, CancellationToken cancel)
    {
        TaskCompletionSource<Uri> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // Both streams are read to their end, so that the node never waits for a full pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                found.TrySetException(new CommandException(ExitCode.Usage, "anvil ended before it listened"));
            }
            else if (line.Data.StartsWith(Listening, StringComparison.Ordinal))
            {
                found.TrySetResult(new Uri("http://" + line.Data[Listening.Length..].Trim()));
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return await found.Task.WaitAsync(StartLimit, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException failure)
        {
            throw new CommandException(ExitCode.Usage, "anvil did not start within 30 seconds", failure);
        }
    }

    private static string FindBinary()
    {
        string? given = Environment.GetEnvironmentVariable("PROVER_ANVIL");
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }

        IEnumerable<string> restored = Ancestors(AppContext.BaseDirectory)
            .SelectMany(folder => new[] { folder, Path.Combine(folder, "artifacts") })
            .Select(folder => Path.Combine(folder, "npm", "node_modules", "@foundry-rs", Package, "bin", "anvil"));
        IEnumerable<string> onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "anvil"));
        return restored.Concat(onPath).FirstOrDefault(File.Exists) ?? throw new CommandException(
            ExitCode.Usage,
            "no local Ethereum node: run ./build.sh build with node and npm installed, or name a node with --l1 URL");
    }

    private static string Package =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "anvil-linux-arm64" : "anvil-linux-amd64";

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
