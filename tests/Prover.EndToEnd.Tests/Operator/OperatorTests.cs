using System.Text.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Service;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Operator;

/// <summary>The operator's verbs as processes of their own against a node: what they print and how they end.</summary>
public sealed class OperatorTests
{
    private static readonly WorkerIdentity Worker = new("w", "cpu", [TestGate.Circuit]);

    [Fact]
    public async Task Status_shows_all_jobs_and_one_with_every_stage()
    {
        await using TestNode node = await WithDeadAsync();
        using HttpResponseMessage second = await node.PostAsync("k2", TestGate.Block(2));
        ProgramRun all = await RunAsync(node, "status");
        Assert.Equal(ExitCode.Ok, all.ExitCode);
        Assert.Matches(@"7/1 +witness +dead +- +1 .*it does not satisfy", all.Output);
        Assert.Matches(@"7/2 +witness +waiting", all.Output);
        Assert.Contains("working", all.Output.Split('\n')[0], StringComparison.Ordinal);
        foreach (string name in (string[])["7/1", "1"])
        {
            ProgramRun one = await RunAsync(node, "status", name);
            Assert.Equal(ExitCode.Ok, one.ExitCode);
            Assert.Matches(@"state +witness, dead", one.Output);
            Assert.Matches(@"1 +w/cpu .*dead: it does not satisfy|1 +w/cpu .*failed: it does not satisfy", one.Output);
        }

        ProgramRun json = await RunAsync(node, "status", "7/1", "--json");
        JobDetail detail = JsonSerializer.Deserialize<JobDetail>(json.Output, ApiJson.Options)!;
        Assert.Equal(("7/1", JobState.Dead, "k"), (detail.Summary.Job, detail.Summary.State, detail.Key));
        ProgramRun list = await RunAsync(node, "status", "--json", "--limit", "1");
        NodeView view = JsonSerializer.Deserialize<NodeView>(list.Output, ApiJson.Options)!;
        Assert.Equal("7/2", Assert.Single(view.Jobs).Job);
    }

    [Fact]
    public async Task Dead_jobs_are_listed_retried_requeued_and_dropped()
    {
        await using TestNode node = await WithDeadAsync();
        Assert.Contains("it does not satisfy", (await RunAsync(node, "dead", "list")).Output, StringComparison.Ordinal);
        Assert.Equal("retry 7/1", (await RunAsync(node, "dead", "retry", "1")).Output.Trim());
        Assert.Contains("no job is dead", (await RunAsync(node, "dead", "list")).Output, StringComparison.Ordinal);
        (await RunAsync(node, "dead", "retry", "1")).AssertFailed(ExitCode.Refused, "expected a dead or held one");
        await EventStreamTests.KillAsync(node);
        Assert.Equal("requeue 7/1 from witness", (await RunAsync(node, "requeue", "7/1")).Output.Trim());
        (await RunAsync(node, "requeue", "7/1", "--from", "submit")).AssertFailed(ExitCode.Refused, "7/1");
        (await RunAsync(node, "requeue", "7/1", "--from", "final")).AssertFailed(ExitCode.Usage, "final");
        await EventStreamTests.KillAsync(node);
        Assert.Equal("drop 7/1", (await RunAsync(node, "dead", "drop", "7/1")).Output.Trim());
        IReadOnlyList<JobEvent> events = await node.Store.ReadAsync(reader => reader.Events(0, null, 100), default);
        Assert.Equal(Environment.UserName, events.Single(e => e.Kind == JobEventKind.Dropped).By);
        (await RunAsync(node, "dead", "retry", "7/99")).AssertFailed(ExitCode.NotFound, "there is no job 7/99");
    }

    [Fact]
    public async Task A_bundle_comes_as_a_file_with_the_bytes_that_its_name_says()
    {
        await using TestNode node = await TestNode.StartAsync();
        using TemporaryFolder folder = new();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        byte[] bytes = [1, 2, 3, 4];
        ContentHash hash = await node.Payloads.PutAsync(bytes, default);
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        WorkFailure failure = new(JobStage.Witness, WorkFailureKind.Poison, "refused", hash);
        _ = await node.Board.FailAsync(item, Worker, failure, default);
        ProgramRun run = await RunAsync(node, "dead", "show", "7/1", "--bundle", folder.File("b"));
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(folder.File("b")));
        using HttpResponseMessage other = await node.PostAsync("k2", TestGate.Block(2));
        ProgramRun none = await RunAsync(node, "dead", "show", "7/2", "--bundle", folder.File("c"));
        Assert.Equal(ExitCode.NotFound, none.ExitCode);
        Assert.False(File.Exists(folder.File("c")));
        (await RunAsync(node, "replay", hash.ToString())).AssertFailed(ExitCode.FileMismatch, "not a replay bundle");
    }

    [Fact]
    public async Task Devices_are_listed_and_a_quarantined_one_is_released()
    {
        await using TestNode node = await TestNode.StartAsync();
        _ = await node.Store.TransactAsync(
            "workers",
            rows =>
            {
                rows.Save(new WorkerRecord { Name = "w/good", LastSeen = DateTimeOffset.UtcNow, ProofsRight = 3 });
                rows.Save(new WorkerRecord
                {
                    Name = "w/bad", LastSeen = DateTimeOffset.UtcNow, ProofsWrong = 3, Quarantined = "3 wrong",
                });
                return 0;
            },
            default);
        Assert.Matches(@"w/good +3 +0", (await RunAsync(node, "workers")).Output);
        ProgramRun bad = await RunAsync(node, "workers", "--quarantined");
        Assert.Matches(@"w/bad +0 +3 .*3 wrong", bad.Output);
        Assert.DoesNotContain("w/good", bad.Output, StringComparison.Ordinal);
        Assert.Equal("release w/bad", (await RunAsync(node, "release", "w/bad")).Output.Trim());
        (await RunAsync(node, "release", "w/bad")).AssertFailed(ExitCode.Refused, "not quarantined");
        ProgramRun none = await RunAsync(node, "workers", "--quarantined");
        Assert.Equal("no device is quarantined", none.Output.Trim());
    }

    [Fact]
    public async Task L1_is_shown_and_a_capped_transaction_resolved()
    {
        FakeL1Desk desk = new();
        await using TestNode node = await TestNode.StartAsync(change: parts => parts with { L1 = desk });
        ProgramRun status = await RunAsync(node, "l1", "status");
        Assert.Equal(ExitCode.Ok, status.ExitCode);
        Assert.Matches(@"keys match +yes", status.Output);
        Assert.Matches(@"balance +1\.500000 ether", status.Output);
        Assert.Matches(@"5 +7/812 +capped +40", status.Output);
        Assert.Equal(
            "resolve nonce 5", (await RunAsync(node, "l1", "resolve", "5", "--max-fee-gwei", "80.5")).Output.Trim());
        Assert.Equal((5ul, 80.5, Environment.UserName), desk.Asked);
        (await RunAsync(node, "l1", "resolve", "6", "--max-fee-gwei", "80")).AssertFailed(ExitCode.Refused, "nonce 6");
        (await RunAsync(node, "l1", "resolve", "5", "--max-fee-gwei", "0")).AssertFailed(ExitCode.Usage, "above 0");
        Assert.Equal("reopen nonce 5", (await RunAsync(node, "l1", "reopen", "5")).Output.Trim());
        (await RunAsync(node, "l1", "reopen", "6")).AssertFailed(ExitCode.Refused, "no transaction from nonce 6");
        using StringContent feeless = new("{\"nonce\":5}", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage refused = await node.Http.PostAsync("/v1/admin/l1/resolve", feeless);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
        await using TestNode without = await TestNode.StartAsync();
        (await RunAsync(without, "l1", "status")).AssertFailed(ExitCode.NotFound, "sends nothing to L1");
    }

    [Fact]
    public async Task Drain_stops_the_node_and_waits_for_its_end()
    {
        TestNode node = await TestNode.StartAsync();
        Task<bool> whole = node.Host.RunToEndAsync();
        Task<ProgramRun> drain = RunAsync(node, "drain", "--wait");
        Assert.True(await whole);
        await node.DisposeAsync();
        ProgramRun run = await drain;
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Contains("drained in", run.Output, StringComparison.Ordinal);
        (await RunAsync(node, "drain")).AssertFailed(ExitCode.Unreachable, "no node at");
        (await RunAsync(node, "status")).AssertFailed(ExitCode.Unreachable, node.Url);
    }

    [Fact]
    public async Task A_token_is_taken_from_where_the_settings_say_and_never_shown()
    {
        using TemporaryFolder folder = new();
        await using TestNode node = await TestNode.StartAsync(AdminDoorTests.WithTokens(folder));
        (await RunAsync(node, "dead", "list")).AssertFailed(ExitCode.Token, "admin token");
        File.WriteAllText(folder.File("wrong"), "wrong-secret");
        ProgramRun wrong = await RunAsync(node, "dead", "list", "--token-file", folder.File("wrong"));
        wrong.AssertFailed(ExitCode.Token, "admin token");
        Assert.DoesNotContain("wrong-secret", wrong.Error, StringComparison.Ordinal);
        string file = folder.File("admin");
        Assert.Equal(ExitCode.Ok, (await RunAsync(node, "dead", "list", "--token-file", file)).ExitCode);
        Dictionary<string, string> environment = new()
        {
            ["PROVER__HTTP__ADMINTOKENVARIABLE"] = "OPERATORS_TOKEN", ["OPERATORS_TOKEN"] = "admin-secret",
        };
        ProgramRun named = await ProgramRun.Of(["dead", "list", "--set", $"Http:Urls={node.Url}"], environment);
        Assert.Equal(ExitCode.Ok, named.ExitCode);
        Assert.Equal(ExitCode.Ok, (await RunAsync(node, "status")).ExitCode);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://user:secret@127.0.0.1:1")]
    [InlineData("nonsense")]
    public async Task An_address_that_is_none_is_a_usage_error(string address)
    {
        (await ProgramRun.Of("status", "--node", address)).AssertFailed(ExitCode.Usage, "--node");
    }

    [Fact]
    public async Task A_job_that_is_none_is_a_usage_error_and_a_number_needs_a_job_to_know_the_chain()
    {
        await using TestNode node = await TestNode.StartAsync();
        foreach (string bad in (string[])["0", "7/0", "7/01", "seven", "7/8/9"])
        {
            (await RunAsync(node, "status", bad)).AssertFailed(ExitCode.Usage, "7/812");
        }

        (await RunAsync(node, "status", "812")).AssertFailed(ExitCode.NotFound, "812");
    }

    private static async Task<TestNode> WithDeadAsync()
    {
        TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await EventStreamTests.KillAsync(node);
        return node;
    }

    private static Task<ProgramRun> RunAsync(TestNode node, params string[] words)
    {
        return ProgramRun.Of([.. words, "--node", node.Url]);
    }
}
