using System.Globalization;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Demo;
using Xunit;
using Xunit.Abstractions;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>A node that is killed before or after any durable step loses nothing and does nothing twice.</summary>
[Collection(FaultTests.Name)]
public sealed class DeathTests(FaultFixture fixture, ITestOutputHelper output)
{
    private const int Blocks = 3;
    private const int FewPoints = 5;
    private const int LeastPoints = 50;

    [NodeFact]
    public async Task A_node_that_dies_at_some_points_loses_nothing_and_repeats_nothing()
    {
        int seed = Environment.TickCount & 0xffff;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        int points = await CompleteAsync();
        double part = (double)points / FewPoints;
        for (int i = 0; i < FewPoints; i++)
        {
            await DieAsync([1 + (int)((i + random.NextDouble()) * part)]);
        }
    }

    [NodeFact]
    [Trait("Tier", "long")]
    public async Task A_node_that_dies_at_any_point_loses_nothing_and_repeats_nothing()
    {
        int points = await CompleteAsync();
        for (int point = 1; point <= points; point++)
        {
            await DieAsync([point]);
        }
    }

    [NodeFact]
    [Trait("Tier", "long")]
    public async Task A_node_that_dies_again_and_again_loses_nothing_and_repeats_nothing()
    {
        int seed = Environment.TickCount & 0xffff;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        int points = await CompleteAsync();
        for (int i = 0; i < 10; i++)
        {
            int first = random.Next(1, points + 1);
            await DieAsync([first, random.Next(1, points - first + 2), random.Next(1, points / 2)]);
        }
    }

    /// <summary>A run without a death; how many points it has.</summary>
    private async Task<int> CompleteAsync()
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        FaultRun run = await FaultRun.Of(Settings(folder), fixture.WriteBlocks(folder, Blocks));
        Assert.True(run.ExitCode == 0, run.Log);
        (await StoreLook.AtAsync(folder.File("store"))).AssertDone(Blocks);
        await fixture.AssertOnL1Async(Blocks);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{run.Journal.Count} points in {run.Time.TotalSeconds:0.0} s"));
        Assert.True(run.Journal.Count >= LeastPoints, string.Join('\n', run.Journal));
        return run.Journal.Count;
    }

    /// <summary>One life for each death, then one that goes on to the end.</summary>
    private async Task DieAsync(IReadOnlyList<int> deaths)
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        string settings = Settings(folder);
        string blocks = fixture.WriteBlocks(folder, Blocks);
        List<string> lives = [];
        foreach (int death in deaths)
        {
            FaultRun life = await FaultRun.Of(settings, blocks, death);
            lives.Add(Say(life));

            // A life may have fewer points than the one that was counted: renewals and sweeps come with time.
            bool ended = life.ExitCode == 0 && life.Journal.Count < death;
            Assert.True(life.ExitCode == FaultRun.Killed || ended, life.Log);
        }

        StoreLook before = await StoreLook.AtAsync(folder.File("store"));
        FaultRun last = await FaultRun.Of(settings, blocks);
        lives.Add(Say(last));
        output.WriteLine(string.Join("; ", lives));
        Assert.True(last.ExitCode == 0, last.Log);
        Assert.Empty(before.Wrong);
        StoreLook after = await StoreLook.AtAsync(folder.File("store"));
        after.AssertDone(Blocks, before);
        after.AssertNoWrongProof();
        await fixture.AssertOnL1Async(Blocks);
    }

    private string Settings(TemporaryFolder folder) =>
        FaultSettings.Write(folder.File("settings.json"), fixture, folder.File("store"));

    private static string Say(FaultRun run)
    {
        string end = run.ExitCode == 0 ? "to the end" : $"dies at {run.LastPoint}";
        return string.Create(CultureInfo.InvariantCulture, $"{end} ({run.Time.TotalSeconds:0.0} s)");
    }
}
