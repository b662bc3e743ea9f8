using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Prover.EndToEnd.Tests.Cli;

namespace Prover.EndToEnd.Tests.Service;

/// <summary><c>prover serve</c> as a process of its own.</summary>
internal sealed partial class ServeRun : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();
    private readonly TaskCompletionSource<string> url = new();

    private ServeRun(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>All lines so far.</summary>
    public string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    /// <summary>The process.</summary>
    public int Id => process.Id;

    /// <summary>The program, just started by somebody else.</summary>
    public static ServeRun On(Process process) => new(process);

    /// <summary>Starts it; with settings of a node that proves with these keys, then those given.</summary>
    public static ServeRun Start(string keys, string store, params string[] more)
    {
        return Start(
            keys, store, null, ["--contract", KeyFolderFixture.Domain.Contract.ToString(), .. more]);
    }

    /// <summary>Starts it with environment variables and a contract among the options.</summary>
    public static ServeRun Start(
        string keys, string store, IReadOnlyDictionary<string, string>? environment, params string[] more)
    {
        string[] whole =
        [
            "serve", "--circuits", KeyFolderFixture.Circuit, "--keys", keys, "--store", store,
            "--urls", "http://127.0.0.1:0", "--set", "L1:ChainId=31337", .. more,
        ];
        return new ServeRun(ProgramRun.Start(whole, environment));
    }

    /// <summary>Waits until it is ready; a client of it.</summary>
    public async Task<HttpClient> ReadyAsync()
    {
        string address = await url.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", process.Id.ToString(null as IFormatProvider)])!;
        kill.WaitForExit();
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> EndAsync(TimeSpan most)
    {
        using CancellationTokenSource limit = new(most);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private void Read(string? line)
    {
        lock (log)
        {
            _ = log.AppendLine(line);
        }

        Match match = Ready().Match(line ?? "");
        if (match.Success)
        {
            _ = url.TrySetResult(match.Groups[1].Value);
        }
    }

    [GeneratedRegex("ready in .*page (http://[0-9.:]+)/")]
    private static partial Regex Ready();
}
