using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>One quick run of all kernels.</summary>
public sealed class KernelReportFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private JsonDocument? report;

    internal ProgramRun? Run { get; private set; }

    internal string ReportFile => folder.File("report.json");

    internal JsonElement Report => report!.RootElement;

    public async Task InitializeAsync()
    {
        Run = await ProgramRun.Of("bench", "kernels", "--quick", "--threads", "1,2", "--json", ReportFile);
        Assert.True(Run.ExitCode == ExitCode.Ok, Run.Error);
        report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportFile));
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        report?.Dispose();
        folder.Dispose();
    }
}
