using System.Diagnostics;
using Xunit;

namespace Prover.Testing;

/// <summary>A child process that does not outlive this one, whatever ends this one.</summary>
public sealed class WatchedProcess : IDisposable
{
    private readonly Process _process;
    private readonly Process _watchdog;

    private WatchedProcess(Process process, Process watchdog)
    {
        _process = process;
        _watchdog = watchdog;
    }

    /// <summary>True once it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it prints; read by one reader.</summary>
    public StreamReader Output => _process.StandardOutput;

    public static WatchedProcess Start(
        string program, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        // Its standard input ends when this process does.
        var watch = new ProcessStartInfo("sh", ["-c", "read line || kill -9 \"$0\"", $"{process.Id}"])
        {
            RedirectStandardInput = true,
        };
        return new WatchedProcess(process, Process.Start(watch)!);
    }

    /// <summary>kill -9, by its id.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(20)), "a killed process did not end");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _watchdog.StandardInput.WriteLine();
        _watchdog.WaitForExit();
        _watchdog.Dispose();
        _process.Dispose();
    }
}
