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
        string[] ids = ["activity", "pipeline", "blocks", "failures", "devices", "l1", "loops", "search"];
        foreach (string id in ids)
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
            DateTimeOffset began = start - TimeSpan.FromSeconds(1000);
            _ = times.Add(new JobEvent(1, id, began, JobEventKind.Leased, JobStage.Witness));
            _ = times.Add(new JobEvent(3, id, start, JobEventKind.Proved, JobStage.Verify));
        }

        Job job = NewJob(start);
        (NodeActivity activity, IReadOnlyList<string> why) =
            ActivityRule.Of([job], [], times, start, start.AddSeconds(seconds), TimeSpan.FromMinutes(5));
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
        Job held = NewJob(start) with { Stage = JobStage.Submit, State = JobState.Held, Reason = "fees: too high" };
        Assert.Equal(NodeActivity.Working, Activity([backing], []).Activity);
        Assert.Equal(NodeActivity.Idle, Activity([mined], []).Activity);
        Assert.Equal(NodeActivity.Idle, Activity([], []).Activity);
        Assert.Equal("7/50 is held: fees: too high", Assert.Single(Activity([], [held]).Why));
        Assert.Equal(NodeActivity.Stuck, Activity([], [held]).Activity);

        (NodeActivity Activity, IReadOnlyList<string> Why) Activity(Job[] living, Job[] stopped)
        {
            return ActivityRule.Of(living, stopped, new StageTimes(), start, now, floor);
        }
    }

    [Fact]
    public void The_history_of_a_job_tells_each_attempt_from_its_begin_to_its_end()
    {
        DateTimeOffset start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        (int Second, JobEventKind Kind, JobStage Stage, long Attempt, string? Detail)[] story =
        [
            (0, JobEventKind.Queued, JobStage.Witness, 0, null),
            (1, JobEventKind.Leased, JobStage.Witness, 1, null),
            (2, JobEventKind.Witnessed, JobStage.Prove, 1, null),
            (3, JobEventKind.Failed, JobStage.Prove, 1, "lost"),
            (4, JobEventKind.Leased, JobStage.Witness, 2, null),
            (9, JobEventKind.Proved, JobStage.Verify, 2, "witness 2000 ms, prove 3000 ms"),
            (10, JobEventKind.Verified, JobStage.Submit, 2, null),
            (11, JobEventKind.Submitted, JobStage.Submit, 0, "tx a"),
            (12, JobEventKind.Mined, JobStage.Final, 0, "block 1"),
            (20, JobEventKind.Reorged, JobStage.Submit, 0, "taken back"),
            (21, JobEventKind.Submitted, JobStage.Submit, 0, "tx a"),
            (22, JobEventKind.Mined, JobStage.Final, 0, "block 2"),
        ];
        Job job = NewJob(start) with { Stage = JobStage.Final, State = JobState.Running };
        IReadOnlyList<StageReport> stages = JobHistory.Of(
            job,
            [.. story.Index().Select(s => new JobEvent(
                s.Index + 1,
                job.Id,
                start.AddSeconds(s.Item.Second),
                s.Item.Kind,
                s.Item.Stage,
                s.Item.Attempt,
                "w/d",
                s.Item.Detail))]);
        Assert.Equal(Enum.GetValues<JobStage>(), stages.Select(stage => stage.Stage));
        Assert.Equal(["1-2 Witnessed", "4-6 Witnessed"], Story(stages[0]));
        Assert.Equal(["2-3 Failed", "6-9 Proved"], Story(stages[1]));
        Assert.Equal(["9-10 Verified"], Story(stages[2]));
        Assert.Equal(["11-12 Mined", "21-22 Mined"], Story(stages[3]));
        Assert.Equal(["12-20 Reorged", "22- "], Story(stages[4]));
        Assert.Null(stages[4].Ended);

        string[] Story(StageReport stage)
        {
            return [.. stage.Attempts.Select(a =>
                $"{(a.Started - start).TotalSeconds}-{(a.Ended - start)?.TotalSeconds} {a.Outcome}")];
        }
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
