using System.Diagnostics;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Cli;

/// <summary>Runs the program as a process of its own, as a user does.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The program file, beside the tests: the test project references it.</summary>
    private static string Program =>
        Path.Combine(AppContext.BaseDirectory, typeof(CommandLine).Assembly.GetName().Name + ".dll");

    /// <summary>Starts the program with these arguments.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">Variables besides those of this process.</param>
    /// <param name="around">A command that executes the one that is appended to it, in its own process.</param>
    public static Process Start(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        params string[] around)
    {
        // A shell that runs the tests in the background makes its children ignore Ctrl-C.
        string[] plain = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        string[] command = [.. around, .. plain, Program, .. arguments];
        ProcessStartInfo info = new(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramRun> Of(params string[] arguments)
    {
        return Of(arguments, null);
    }

    /// <summary>Runs it to its end with environment variables.</summary>
    public static async Task<ProgramRun> Of(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        using Process process = Start(arguments, environment);
        using CancellationTokenSource limit = new(Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramRun(process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Fails unless the program ended with this code and said exactly one line about it.</summary>
    public void AssertFailed(int exitCode, string says)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Empty(Output);
        string last = Error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("prover: ", last, StringComparison.Ordinal);
        Assert.Contains(says, last, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }
}
