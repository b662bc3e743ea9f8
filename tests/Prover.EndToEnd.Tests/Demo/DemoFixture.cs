using Prover.EndToEnd.Tests.Cli;
using Prover.L1;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>One run of the demo in its smallest size; its keys stay cached for the other tests of the class.</summary>
public sealed class DemoFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Whether there is a local Ethereum node on this machine.</summary>
    public static bool HasNode { get; } = AnvilNode.Find(RepositoryRoot.Path) is not null;

    /// <summary>The finished run; null without a node.</summary>
    internal ProgramRun? Run { get; private set; }

    /// <summary>Where the report of the run is.</summary>
    internal string ReportFile => folder.File("report.json");

    /// <summary>A cache of keys that belongs to these tests.</summary>
    internal IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder.Path };

    public async Task InitializeAsync()
    {
        if (HasNode)
        {
            Run = await ProgramRun.Of(["demo", "--preset", "tiny", "--json", ReportFile], Environment);
        }
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        folder.Dispose();
    }
}
