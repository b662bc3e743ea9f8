using System.Diagnostics;
using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>
/// The whole road as a user runs it: deposits, blocks, proofs, a contract on a real node, withdrawals.
/// </summary>
public sealed partial class DemoTests(DemoFixture fixture) : IClassFixture<DemoFixture>
{
    [NodeFact]
    public void It_ends_well_and_the_root_on_L1_is_the_computed_one()
    {
        Assert.True(fixture.Run!.ExitCode == ExitCode.Ok, fixture.Run.Error);
        using JsonDocument report = Report();
        Assert.True(report.RootElement.GetProperty("l1RootMatches").GetBoolean());
        Assert.True(report.RootElement.GetProperty("stateRebuiltFromL1").GetBoolean());
    }

    [NodeFact]
    public void Two_blocks_are_full_and_the_last_one_is_not()
    {
        using JsonDocument report = Report();
        int[] transfers = [.. Blocks(report).Select(block => block.GetProperty("transfers").GetInt32())];
        Assert.Equal([2, 2, 1], transfers);
    }

    [NodeFact]
    public void Each_block_starts_from_the_root_that_the_one_before_ended_with()
    {
        using JsonDocument report = Report();
        List<JsonElement> blocks = [.. Blocks(report)];
        Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.Equal(
            pair.First.GetProperty("newRoot").GetString(), pair.Second.GetProperty("oldRoot").GetString()));
    }

    [NodeFact]
    public void Every_figure_of_the_report_is_there_and_positive()
    {
        string[] figures =
        [
            "transfers", "operations", "constraints", "constraintsPerTransfer", "witnessMs", "proveMs", "verifyMs",
            "gasUsed", "diffBytes",
        ];
        using JsonDocument report = Report();
        foreach (JsonElement block in Blocks(report))
        {
            Assert.All(figures, name => Assert.True(block.GetProperty(name).GetDouble() > 0, name));
        }
    }

    [NodeFact]
    public void A_withdrawal_was_claimed_and_arrived()
    {
        using JsonDocument report = Report();
        Assert.True(report.RootElement.GetProperty("withdrawalsClaimed").GetInt32() >= 1);
    }

    [NodeFact]
    public void The_table_goes_to_stdout_and_the_progress_to_stderr()
    {
        Assert.Contains("gas/transfer", fixture.Run!.Output, StringComparison.Ordinal);
        Assert.Contains("block 3: prove", fixture.Run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', fixture.Run.Output + fixture.Run.Error);
    }

    [NodeFact]
    public async Task Ctrl_C_ends_it_within_two_seconds_and_leaves_no_node_behind()
    {
        using Process demo = ProgramRun.Start(["demo", "--preset", "tiny"], fixture.Environment);
        try
        {
            await UntilLineAsync(demo.StandardError, "block 1: witness");
            IReadOnlyList<int> nodes = ChildrenOf(demo.Id);
            Assert.NotEmpty(nodes);

            Stopwatch watch = Stopwatch.StartNew();
            using (Process kill = Process.Start("kill", ["-INT", $"{demo.Id}"]))
            {
                await kill.WaitForExitAsync();
            }

            await demo.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            // Two seconds are promised; the rest is for a busy machine.
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4);
            Assert.Equal(ExitCode.Cancelled, demo.ExitCode);
            Assert.All(nodes, id => Assert.False(IsRunning(id), $"process {id} still runs"));
        }
        finally
        {
            demo.Kill(entireProcessTree: true);
        }
    }

    [NodeFact]
    public async Task A_failure_leaves_no_node_behind_and_writes_no_report()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("prover"), "the cache folder cannot be made where a file is");
        Dictionary<string, string> environment = new() { ["XDG_CACHE_HOME"] = folder.Path };
        ProgramRun run = await ProgramRun.Of(
            ["demo", "--preset", "tiny", "--json", folder.File("report.json")], environment);
        run.AssertFailed(ExitCode.Usage, "prover");
        Assert.False(File.Exists(folder.File("report.json")));
    }

    private static async Task UntilLineAsync(StreamReader reader, string start)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        while (await reader.ReadLineAsync(limit.Token) is string line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail("the program ended before it said: " + start);
    }

    /// <summary>
    /// The processes that a process started, from /proc: this test runs where a node was restored, on Linux.
    /// </summary>
    private static List<int> ChildrenOf(int parent)
    {
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out int id) ? id : 0)
            .Where(id => id != 0 && ParentOf(id) == parent)];
    }

    private static int ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            // The name in brackets may hold blanks; state and parent follow it.
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsRunning(int id)
    {
        return Directory.Exists($"/proc/{id}");
    }

    private static JsonElement.ArrayEnumerator Blocks(JsonDocument report)
    {
        return report.RootElement.GetProperty("blocks").EnumerateArray();
    }

    private JsonDocument Report()
    {
        return JsonDocument.Parse(File.ReadAllBytes(fixture.ReportFile));
    }
}
