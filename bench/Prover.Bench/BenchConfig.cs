using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace Prover.Bench;

/// <summary>Which levels run, and how long: the two options that are ours. The rest of the command line is
/// BenchmarkDotNet's.</summary>
/// <param name="Levels">One job each.</param>
/// <param name="Length">How long each job measures.</param>
internal sealed record BenchConfig(IReadOnlyList<BenchLevel> Levels, Job Length)
{
    private static readonly Dictionary<string, Job> Lengths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["default"] = Job.Default,
        ["dry"] = Job.Dry,
        ["short"] = Job.ShortRun,
        ["medium"] = Job.MediumRun,
        ["long"] = Job.LongRun,
    };

    /// <summary>artifacts/benchmarks, three levels above the program: nothing is left in the tree.</summary>
    private static string ReportFolder =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "benchmarks"));

    /// <summary>Takes <c>--levels NAME,…</c> and <c>--job LENGTH</c> out of a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="config">What the two say; all available levels and BenchmarkDotNet's length by default.</param>
    /// <param name="rest">What is left for BenchmarkDotNet.</param>
    /// <param name="fault">One line when it is false.</param>
    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out BenchConfig? config, out string[] rest, out string fault)
    {
        List<string> left = [.. args];
        string? levels = Take(left, "--levels");
        string length = Take(left, "--job") ?? "default";
        rest = [.. left];
        config = null;
        if (!Lengths.TryGetValue(length, out Job? job))
        {
            fault = $"--job: expected one of {string.Join(", ", Lengths.Keys)}; found '{length}'";
            return false;
        }

        string[] available = [.. BenchLevel.All.Where(level => level.IsAvailable).Select(level => level.Name)];
        string[] wanted = levels?.Split(',') ?? available;
        string? missing = wanted.FirstOrDefault(name => !available.Contains(name));
        fault = missing is null
            ? ""
            : $"--levels: this machine and this build have {string.Join(", ", available)}; found '{missing}'";
        config = missing is null
            ? new BenchConfig([.. BenchLevel.All.Where(level => wanted.Contains(level.Name))], job)
            : null;
        return config is not null;
    }

    /// <summary>The same in BenchmarkDotNet's terms.</summary>
    public IConfig ToBenchmarkDotNet()
    {
        return ManualConfig.Create(DefaultConfig.Instance)
            .AddJob([.. Levels.Select(level => level.On(Length))])
            .WithArtifactsPath(ReportFolder)
            .HideColumns(Column.EnvironmentVariables)
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByMethod, BenchmarkLogicalGroupRule.ByParams);
    }

    private static string? Take(List<string> args, string name)
    {
        int at = args.IndexOf(name);
        if (at < 0 || at + 1 == args.Count)
        {
            return null;
        }

        string value = args[at + 1];
        args.RemoveRange(at, 2);
        return value;
    }
}
