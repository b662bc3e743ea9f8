using System.Diagnostics;
using System.Numerics;
using System.Text;
using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A development node of our own: an anvil process on a free loopback port, stopped when disposed.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    /// <summary>The id of the chain that it starts.</summary>
    public const ulong ChainId = 31337;

    private const string Listening = "Listening on ";

    private static readonly string[] s_environment = ["PATH", "HOME", "TMPDIR", "TEMP", "SystemRoot"];

    private readonly Process _process;
    private readonly Task _drain;

    private AnvilNode(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
        Rpc = new JsonRpcClient(endpoint);

        // The node stalls once the pipe is full, so the rest of its output is read and forgotten.
        _drain = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    /// <summary>Where it answers.</summary>
    public Uri Endpoint { get; }

    /// <summary>For the methods that only development nodes have.</summary>
    public JsonRpcClient Rpc { get; }

    /// <summary>The id of the process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Where the program lies; null if it is in none of the places.</summary>
    /// <param name="repositoryRoot">A repository that it may be restored under; looked at first.</param>
    /// <param name="searchPath">Folders as in $PATH.</param>
    public static string? Find(string? repositoryRoot, string? searchPath = null)
    {
        string name = OperatingSystem.IsWindows() ? "anvil.exe" : "anvil";
        List<string> folders = [];
        if (repositoryRoot is not null)
        {
            string scope = Path.Combine(repositoryRoot, "artifacts", "npm", "node_modules", "@foundry-rs");
            folders.Add(Path.Combine(scope, "anvil-linux-amd64", "bin"));
        }

        folders.AddRange((searchPath ?? string.Empty).Split(Path.PathSeparator));
        return folders
            .Where(folder => folder.Length != 0)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Starts the program and waits until it listens.</summary>
    /// <param name="program">Path of anvil.</param>
    /// <param name="cancel">Stops waiting, and the process.</param>
    /// <exception cref="L1Exception">It does not start.</exception>
    public static async Task<AnvilNode> StartAsync(string program, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (string argument in (string[])["--host", "127.0.0.1", "--port", "0", "--hardfork", "osaka"])
        {
            start.ArgumentList.Add(argument);
        }

        // The node is a stranger's program: what the environment holds besides is none of its business.
        string[] secrets = [.. start.Environment.Keys.Except(s_environment, StringComparer.OrdinalIgnoreCase)];
        foreach (string name in secrets)
        {
            _ = start.Environment.Remove(name);
        }

        Process process = Process.Start(start) ?? throw new L1Exception($"{program} does not start.");
        try
        {
            return new AnvilNode(process, await ReadEndpointAsync(process, cancel).ConfigureAwait(false));
        }
        catch
        {
            Stop(process);
            process.Dispose();
            throw;
        }
    }

    /// <summary>An account with a key made from a name, which anybody can make too, and 10,000 ether.</summary>
    public async Task<EthereumAccount> CreateAccountAsync(string name, CancellationToken cancel)
    {
        var account = new EthereumAccount(Keccak256.Hash(Encoding.UTF8.GetBytes("development account: " + name)));
        await SetBalanceAsync(account.Address, BigInteger.Pow(10, 22), cancel).ConfigureAwait(false);
        return account;
    }

    /// <summary>Gives an account this much wei.</summary>
    public Task SetBalanceAsync(EthAddress address, BigInteger wei, CancellationToken cancel) =>
        Rpc.InvokeAsync("anvil_setBalance", [address.ToString(), Hex.Quantity(wei)], cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        Stop(_process);
        await _drain.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
    }

    private static async Task<Uri> ReadEndpointAsync(Process process, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token).ConfigureAwait(false) is { } line)
            {
                if (line.StartsWith(Listening, StringComparison.Ordinal))
                {
                    return new Uri("http://" + line[Listening.Length..].Trim());
                }
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new L1Exception("anvil does not listen after 30 s.");
        }

        throw new L1Exception("anvil ended before it listened.");
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
