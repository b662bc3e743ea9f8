using System.Diagnostics;
using System.Reflection;

namespace Prover.Host.Bench.Setting;

/// <summary>What this program was built from.</summary>
/// <param name="Commit">The commit, 40 digits; null when it was not built in a checkout.</param>
/// <param name="Dirty">Whether the checkout around the program differs from that commit; null when there is none, or
/// no git to ask.</param>
internal sealed record BuildFacts(string? Commit, bool? Dirty)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads the program's version and asks git about the checkout that it lies in.</summary>
    public static BuildFacts Read()
    {
        string? version = typeof(BuildFacts).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        string? commit = version is not null && version.Contains('+', StringComparison.Ordinal)
            ? version[(version.IndexOf('+', StringComparison.Ordinal) + 1)..]
            : null;
        return new BuildFacts(commit, IsDirty(AppContext.BaseDirectory, commit));
    }

    private static bool? IsDirty(string folder, string? commit)
    {
        string? head = Git(folder, "rev-parse", "HEAD");
        string? changes = Git(folder, "status", "--porcelain", "--untracked-files=no");
        return head is null || changes is null ? null : head.Trim() != commit || changes.Trim().Length > 0;
    }

    /// <summary>What git says; null when it fails or is not there.</summary>
    private static string? Git(string folder, params string[] arguments)
    {
        ProcessStartInfo info = new("git", ["-C", folder, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(info)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (process.WaitForExit(Patience) && output.Wait(Patience))
            {
                return process.ExitCode == 0 ? output.Result : null;
            }

            process.Kill();
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
