using System.ComponentModel;
using System.Diagnostics;
using Prover.Testing;
using Xunit;

namespace Prover.Algebra.Tests;

public sealed class CircomlibVectorsTests
{
    private static readonly string Folder = RepositoryRoot.Combine("tests", "vectors", "circomlibjs");

    [NpmFact]
    [Trait("Tier", "long")]
    public void The_committed_vectors_are_what_circomlibjs_computes()
    {
        (int installed, string installOutput) = Run("npm", "ci", "--ignore-scripts");
        Assert.True(installed == 0, installOutput);
        (int same, string output) = Run("node", "generate.mjs", "--check");
        Assert.True(same == 0, output);
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>A fact that is skipped, with the reason, on a machine without Node and npm.</summary>
    private sealed class NpmFactAttribute : FactAttribute
    {
        public NpmFactAttribute()
        {
            try
            {
                _ = Run("npm", "--version");
                _ = Run("node", "--version");
            }
            catch (Win32Exception)
            {
                Skip = "node or npm is not installed";
            }
        }
    }
}
