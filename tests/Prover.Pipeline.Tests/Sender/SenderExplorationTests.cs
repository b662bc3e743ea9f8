using System.Globalization;
using Xunit.Abstractions;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>
/// Many random schedules of L1, the node, other users of the account, an operator and kills: every promise holds in
/// each of them.
/// </summary>
public sealed class SenderExplorationTests(ITestOutputHelper output)
{
    private const int Schedules = 12_000;
    private const int FirstSeed = 1;

    /// <summary>Every durable step that the sender knows; each is taken often.</summary>
    private static readonly string[] s_steps =
    [
        "l1 sign", "l1 fill", "l1 replace", "l1 cap", "l1 hold", "l1 release", "l1 mined", "l1 final", "l1 displace",
        "l1 rewind", "l1 follow", "l1 settle", "l1 alarm",
    ];

    [Fact]
    public async Task Whatever_L1_does_each_block_becomes_final_once()
    {
        output.WriteLine($"seeds {FirstSeed} to {FirstSeed + Schedules - 1}");
        Dictionary<string, int> steps = [];
        int different = 0;
        int deaths = 0;
        for (int seed = FirstSeed; seed < FirstSeed + Schedules; seed++)
        {
            var sender = new SenderHarness();
            var schedule = new SenderSchedule(seed, sender);
            IReadOnlyList<string> broken = await schedule.RunAsync();
            Assert.True(broken.Count == 0, $"seed {seed}: {string.Join("; ", broken)}");
            different += schedule.Different;
            deaths += sender.Deaths;
            foreach (string step in sender.Store.Steps)
            {
                steps[step] = steps.GetValueOrDefault(step) + 1;
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{different} different transactions sent, {deaths} processes killed"));
        output.WriteLine(string.Join(", ", steps.Select(step => $"{step.Key}: {step.Value}")));
        Assert.All(s_steps, step => Assert.True(steps.GetValueOrDefault(step) > 20, $"{step} is hardly tried"));
        Assert.True(deaths >= 1000, "the process hardly ever dies");
    }
}
