using System.Diagnostics;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>Runs a program under Node.js and waits for its end.</summary>
internal static class NodeScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>The exit code and what the program printed; the test fails if it does not end.</summary>
    public static (int ExitCode, string Output) Run(
        string folder, string program, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("node", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{Path.GetFileName(program)} did not end");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
