using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Cli;

/// <summary>A key and a proof of the smallest circuit, made by the program.</summary>
public sealed class CubicFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();

    internal string Key => File("cubic.key");

    internal string VerifyingKey => Key + ".vk.json";

    internal string Input => File("input.json");

    internal string Proof => File("proof.json");

    public async Task InitializeAsync()
    {
        await System.IO.File.WriteAllTextAsync(Input, """{ "X": "3", "Y": "35" }""");
        ProgramRun setup = await ProgramRun.Of("setup", "cubic", "-o", Key);
        Assert.True(setup.ExitCode == ExitCode.Ok, setup.Error);
        ProgramRun prove = await ProgramRun.Of("prove", "cubic", "-i", Input, "-k", Key, "-o", Proof);
        Assert.True(prove.ExitCode == ExitCode.Ok, prove.Error);
    }

    public Task DisposeAsync()
    {
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        folder.Dispose();
    }

    internal string File(string name)
    {
        return folder.File(name);
    }
}
