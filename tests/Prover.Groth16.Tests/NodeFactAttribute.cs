using System.ComponentModel;
using System.Diagnostics;
using Prover.Testing;
using Xunit;

namespace Prover.Groth16.Tests;

/// <summary>A fact that needs Node.js and the npm packages of src/Prover.Contracts/npm; skipped with the reason
/// without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(FindReason);

    public NodeFactAttribute() => Skip = Reason.Value;

    /// <summary>The folder that the packages are restored to.</summary>
    public static string Modules => RepositoryRoot.Combine("artifacts", "npm", "node_modules");

    private static string? FindReason()
    {
        if (!Directory.Exists(Path.Combine(Modules, "snarkjs")))
        {
            return "no npm packages: run node src/Prover.Contracts/npm/restore.mjs";
        }

        try
        {
            var start = new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true };
            using Process? node = Process.Start(start);
            node!.WaitForExit();
            return node.ExitCode == 0 ? null : "node does not run";
        }
        catch (Win32Exception)
        {
            return "node is not installed";
        }
    }
}
