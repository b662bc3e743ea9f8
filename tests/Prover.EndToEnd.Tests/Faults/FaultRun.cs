using System.Diagnostics;
using System.Globalization;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>One life of Prover.Faults.</summary>
/// <param name="ExitCode">137 where it killed itself.</param>
/// <param name="Journal">Its points, in the order in which it came to them.</param>
/// <param name="Log">What it said on stderr.</param>
/// <param name="Time">How long it lived.</param>
internal sealed record FaultRun(int ExitCode, IReadOnlyList<string> Journal, string Log, TimeSpan Time)
{
    /// <summary>128 + SIGKILL.</summary>
    public const int Killed = 137;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Prover.Faults.dll");

    /// <summary>The point that it died at, or the last one.</summary>
    public string LastPoint => Journal.Count == 0 ? "none" : Journal[^1];

    /// <summary>Runs it to its end.</summary>
    /// <param name="settings">The settings' file.</param>
    /// <param name="blocks">The folder of envelopes.</param>
    /// <param name="dieAt">The point to die at; 0 for none.</param>
    public static async Task<FaultRun> Of(string settings, string blocks, int dieAt = 0)
    {
        string journal = Path.GetTempFileName();
        Stopwatch clock = Stopwatch.StartNew();
        using Process process = Start(
            settings, blocks, "--journal", journal, "--die-at", dieAt.ToString(CultureInfo.InvariantCulture));
        try
        {
            using CancellationTokenSource limit = new(Limit);
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            string log = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            _ = await output;
            return new FaultRun(process.ExitCode, await File.ReadAllLinesAsync(journal), log, clock.Elapsed);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            File.Delete(journal);
        }
    }

    /// <summary>Starts it.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo info = new("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(info)!;
    }
}
