using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Prover.Host.Service.Api;
using Prover.Host.Service.Http;
using Prover.Host.Service.Node;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Health, metrics, activity, the page.</summary>
public sealed partial class StateTests
{
    private static readonly WorkerIdentity Worker = new("w", "cpu", [TestGate.Circuit]);

    [Fact]
    public async Task A_node_is_alive_before_it_is_ready_and_says_what_it_waits_for()
    {
        TaskCompletionSource go = new();
        await using TestNode node = await TestNode.StartAsync(wait: go.Task);
        using HttpResponseMessage live = await node.Http.GetAsync("/health/live");
        using HttpResponseMessage ready = await node.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("waiting for the test", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(NodeActivity.Starting, (await node.GetAsync<NodeReport>("/v1/node")).Activity);
        go.SetResult();
        await Poll.UntilAsync(async () =>
        {
            using HttpResponseMessage later = await node.Http.GetAsync("/health/ready");
            return later.StatusCode == HttpStatusCode.OK;
        });
        Assert.Equal(NodeActivity.Idle, (await node.GetAsync<NodeReport>("/v1/node")).Activity);
    }

    [Fact]
    public async Task Metrics_are_in_the_text_form_of_prometheus_and_count_what_happens()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(9));
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        _ = await node.Board.RenewAsync(item, Worker, new WorkProgress(JobStage.Prove, 0.1), default);
        WorkResult result = new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _ = await node.Board.CompleteAsync(item, Worker, result, default);
        Job? job = await node.Store.ReadAsync(reader => reader.Find(new JobId(7, 9)), default);
        Assert.True(await node.Board.AcceptProofAsync(job!, default));
        Dictionary<string, double> figures = [];
        await Poll.UntilAsync(async () =>
        {
            figures = Parse(await node.Http.GetStringAsync("/metrics"));
            return figures["prover_proofs_total{result=\"ok\"}"] == 1 && figures["prover_last_proved_block"] == 9;
        });
        Assert.Equal(0, figures["prover_proofs_total{result=\"invalid\"}"]);
        Assert.Equal(1, figures["prover_jobs{state=\"waiting\"}"]);
        Assert.Equal(0, figures["prover_queue_lag_blocks"]);
        Assert.Equal(0, figures["prover_lease_lost_total"]);
        Assert.Equal(1234, figures["prover_key_bytes{circuit=\"test\"}"]);
        const string prove = "prover_stage_duration_seconds_";
        const string labels = "stage=\"prove\",circuit=\"test\",device=\"w/cpu\"";
        Assert.Equal(1, figures[$"{prove}count{{{labels}}}"]);
        Assert.Equal(1, figures[$"{prove}bucket{{{labels},le=\"+Inf\"}}"]);
        Assert.Equal(2, figures[$"{prove}sum{{{labels}}}"]);
        Assert.Contains(figures.Keys, name => name.StartsWith("prover_build_info{version=", StringComparison.Ordinal));
        Assert.Contains(figures.Keys, name => name.StartsWith("prover_oldest_job_seconds{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_asks_nothing_of_anybody_else_and_its_policy_names_its_own_code()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage answer = await node.Http.GetAsync("/");
        string page = await answer.Content.ReadAsStringAsync();
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(" on[a-z]+=", page);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
        string script = Script().Match(page).Groups[1].Value;
        byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script));
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(hash)}'", policy, StringComparison.Ordinal);
        foreach (string id in (string[])["activity", "pipeline", "blocks", "failures", "devices", "l1", "loops", "search"])
        {
            Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, false, NodeActivity.Working)]
    [InlineData(299, false, NodeActivity.Working)]
    [InlineData(301, false, NodeActivity.Stuck)]
    [InlineData(301, true, NodeActivity.Working)]
    [InlineData(3001, true, NodeActivity.Stuck)]
    public void A_stage_is_stuck_after_three_medians_but_not_before_the_floor(
        int seconds, bool hasLongMedian, NodeActivity expected)
    {
        DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        StageTimes times = new();
        for (int i = 0; hasLongMedian && i < 3; i++)
        {
            JobId id = new(7, (uint)i + 1);
            _ = times.Add(new JobEvent(1, id, start - TimeSpan.FromSeconds(1000), JobEventKind.Leased, JobStage.Witness));
            _ = times.Add(new JobEvent(2, id, start - TimeSpan.FromSeconds(1000), JobEventKind.Witnessed, JobStage.Prove));
            _ = times.Add(new JobEvent(3, id, start, JobEventKind.Proved, JobStage.Verify));
        }

        Job job = NewJob(start);
        (NodeActivity activity, IReadOnlyList<string> why) =
            ActivityRule.Of([job], times, start, start.AddSeconds(seconds), TimeSpan.FromMinutes(5));
        Assert.Equal(expected, activity);
        Assert.Equal(expected == NodeActivity.Stuck, why.Count == 1);
    }

    [Fact]
    public void A_job_that_waits_for_its_next_attempt_is_not_stuck_and_none_is_idle()
    {
        DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset now = start.AddHours(1);
        Job backing = NewJob(start) with { NotBefore = now.AddMinutes(1) };
        Job mined = NewJob(start) with { Stage = JobStage.Final, State = JobState.Running };
        TimeSpan floor = TimeSpan.FromMinutes(5);
        Assert.Equal(NodeActivity.Working, ActivityRule.Of([backing], new StageTimes(), start, now, floor).Activity);
        Assert.Equal(NodeActivity.Idle, ActivityRule.Of([mined], new StageTimes(), start, now, floor).Activity);
        Assert.Equal(NodeActivity.Idle, ActivityRule.Of([], new StageTimes(), start, now, floor).Activity);
    }

    [Fact]
    public void A_bucket_gives_a_burst_then_its_rate_to_each_client_and_has_a_bound()
    {
        TestClock clock = new();
        ClientBuckets buckets = new(2, 3, clock);
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(TimeSpan.Zero, buckets.Take("a")));
        Assert.Equal(TimeSpan.FromSeconds(0.5), buckets.Take("a"));
        Assert.Equal(TimeSpan.Zero, buckets.Take("b"));
        clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, buckets.Take("a"));
        Assert.NotEqual(TimeSpan.Zero, buckets.Take("a"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(TimeSpan.Zero, buckets.Take("a")));
        Assert.NotEqual(TimeSpan.Zero, buckets.Take("a"));
        bool refused = Enumerable.Range(0, 10_010).Any(i => buckets.Take($"client {i}") > TimeSpan.Zero);
        Assert.True(refused, "strangers beyond the bound share a bucket");
    }

    /// <summary>Every line is a comment or a figure.</summary>
    private static Dictionary<string, double> Parse(string text)
    {
        Dictionary<string, double> figures = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Comment().IsMatch(line))
            {
                continue;
            }

            Match match = Figure().Match(line);
            Assert.True(match.Success, line);
            figures.Add(match.Groups[1].Value, double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        }

        return figures;
    }

    private static Job NewJob(DateTimeOffset start)
    {
        return new Job
        {
            Id = new JobId(7, 50),
            Key = "k",
            Envelope = ContentHash.Of("x"u8),
            CircuitId = TestGate.Circuit,
            Admitted = start,
            StageSince = start,
            NotBefore = start,
        };
    }

    [GeneratedRegex("^# (HELP|TYPE) prover_[a-z0-9_]+ .+$")]
    private static partial Regex Comment();

    [GeneratedRegex("^([a-z_0-9]+(?:\\{[a-z_]+=\"[^\"]*\"(?:,[a-z_]+=\"[^\"]*\")*\\})?) (-?[0-9.E+-]+)$")]
    private static partial Regex Figure();

    [GeneratedRegex("<script>(.*)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
