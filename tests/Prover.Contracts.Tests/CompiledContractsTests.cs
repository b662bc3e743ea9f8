using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Prover.Testing;

namespace Prover.Contracts.Tests;

/// <summary>The committed bytecode belongs to the committed sources.</summary>
public sealed class CompiledContractsTests
{
    private const string Product = "src/Prover.Contracts";

    /// <summary>Folders with Solidity, each with those that its sources import.</summary>
    private static readonly string[][] s_folders =
        [[Product], ["tests/Prover.Contracts.Tests", Product], ["src/Prover.Host/Demo"]];

    [Fact]
    public void Every_artifact_was_compiled_from_the_sources_as_they_are()
    {
        int artifacts = 0;
        foreach (string[] folders in s_folders)
        {
            string expected = Hash(folders.SelectMany(
                folder => Directory.GetFiles(RepositoryRoot.Combine(folder, "solidity"), "*.sol")));
            foreach (string file in Directory.GetFiles(RepositoryRoot.Combine(folders[0], "compiled"), "*.json"))
            {
                using JsonDocument artifact = JsonDocument.Parse(File.ReadAllText(file));
                string? found = artifact.RootElement.GetProperty("sourcesSha256").GetString();
                string remedy = $"{Path.GetFileName(file)} is out of date: node src/Prover.Contracts/compile.mjs";
                Assert.True(expected == found, remedy);
                artifacts++;
            }
        }

        Assert.True(artifacts > 5);
    }

    [Fact]
    public void The_loader_finds_the_rollup_and_nothing_else()
    {
        ContractArtifact rollup = ContractArtifacts.Rollup;
        Assert.Equal("Rollup", rollup.Name);
        Assert.StartsWith("0.8.37+", rollup.Compiler, StringComparison.Ordinal);
        Assert.InRange(rollup.CreationCode.Length, 1, 49_152);
        Assert.Throws<ArgumentException>(
            () => ContractArtifacts.Load(Assembly.GetExecutingAssembly(), "NoSuchContract"));
    }

    [CompilerFact]
    [Trait("Tier", "long")]
    public void Compiling_again_gives_the_same_bytes()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardError = true };
        start.ArgumentList.Add(RepositoryRoot.Combine("src", "Prover.Contracts", "compile.mjs"));
        start.ArgumentList.Add("--check");
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static string Hash(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files.OrderBy(
            file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'), StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A test that needs Node and the Solidity compiler; without them it is skipped and says so.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class CompilerFactAttribute : FactAttribute
    {
        public CompilerFactAttribute()
        {
            if (!Directory.Exists(RepositoryRoot.Combine("artifacts", "npm", "node_modules", "solc")))
            {
                Skip = "the Solidity compiler is not here: run node src/Prover.Contracts/npm/restore.mjs";
            }
        }
    }
}
