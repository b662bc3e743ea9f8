using Xunit.Abstractions;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>Many random schedules of L1, the node, the operator and kills; every promise holds in each of them.</summary>
public sealed class SenderExplorationTests(ITestOutputHelper output)
{
    private const int Schedules = 10_000;
    private const int FirstSeed = 1;

    [Fact]
    public async Task Whatever_L1_does_each_block_becomes_final_once()
    {
        output.WriteLine($"seeds {FirstSeed} to {FirstSeed + Schedules - 1}");
        int different = 0;
        for (int seed = FirstSeed; seed < FirstSeed + Schedules; seed++)
        {
            var schedule = new SenderSchedule(seed, new SenderHarness());
            IReadOnlyList<string> broken = await schedule.RunAsync();
            Assert.True(broken.Count == 0, $"seed {seed}: {string.Join("; ", broken)}");
            different += schedule.Different;
        }

        output.WriteLine($"{different} different transactions were sent");
    }
}
