using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>What operators may do, who may do it, and what the job resources show of it.</summary>
public sealed class AdminDoorTests
{
    [Fact]
    public async Task A_dead_job_is_listed_with_its_reason_retried_and_dropped()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await EventStreamTests.KillAsync(node);
        JobSummary dead = Assert.Single((await node.GetAsync<JobPage>("/v1/admin/dead")).Jobs);
        Assert.Equal(("7/1", JobState.Dead), (dead.Job, dead.State));
        Assert.Contains("it does not satisfy", dead.Reason, StringComparison.Ordinal);
        await DoneAsync(node, "/v1/admin/jobs/7/1/retry");
        Assert.Empty((await node.GetAsync<JobPage>("/v1/admin/dead")).Jobs);
        await EventStreamTests.KillAsync(node);
        await DoneAsync(node, "/v1/admin/jobs/7/1/drop");
        JobDetail detail = await node.GetAsync<JobDetail>("/v1/jobs/7/1");
        Assert.Equal(JobState.Dropped, detail.Summary.State);
        IReadOnlyList<JobEvent> events = await node.Store.ReadAsync(reader => reader.Events(0, null, 100), default);
        Assert.Contains(events, e => e is { Kind: JobEventKind.Dropped, By: "tester" });
    }

    [Fact]
    public async Task A_refused_verb_is_a_conflict_with_its_reason()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await BlockDoorTests.AssertProblemAsync(
            await node.PostJsonAsync("/v1/admin/jobs/7/1/retry", new AdminRequest()),
            HttpStatusCode.Conflict,
            "refused");
        await BlockDoorTests.AssertProblemAsync(
            await node.PostJsonAsync("/v1/admin/jobs/7/2/retry", new AdminRequest()),
            HttpStatusCode.NotFound,
            "notFound");
        await BlockDoorTests.AssertProblemAsync(
            await node.PostJsonAsync("/v1/admin/devices/release", new ReleaseRequest("w/none")),
            HttpStatusCode.Conflict,
            "refused");
    }

    [Fact]
    public async Task Requeue_takes_a_stage_that_a_job_can_go_back_to()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await EventStreamTests.KillAsync(node);
        using HttpResponseMessage done =
            await node.PostJsonAsync("/v1/admin/jobs/7/1/requeue", new RequeueRequest(JobStage.Witness, "x"));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        foreach (string body in (string[])["{\"from\":\"final\"}", "{\"from\":\"nowhere\"}", "{\"from\":1}", "[]", "{"])
        {
            using StringContent content = new(body, new MediaTypeHeaderValue("application/json"));
            await BlockDoorTests.AssertProblemAsync(
                await node.Http.PostAsync("/v1/admin/jobs/7/1/requeue", content),
                HttpStatusCode.BadRequest,
                "malformed");
        }
    }

    [Fact]
    public async Task A_job_shows_its_stages_with_attempts_times_and_devices()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("key-1", TestGate.Block(1));
        WorkerIdentity worker = new("w", "cpu", [TestGate.Circuit]);
        WorkItem first = await node.Board.TakeAsync(worker, default);
        WorkFailure lost = new(JobStage.Witness, WorkFailureKind.Transient, "out of memory", ContentHash.Of("b"u8));
        _ = await node.Board.FailAsync(first, worker, lost, default);
        await Task.Delay(1100);
        WorkItem second = await node.Board.TakeAsync(worker, default);
        WorkResult result = new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _ = await node.Board.CompleteAsync(second, worker, result, default);

        JobDetail detail = await node.GetAsync<JobDetail>("/v1/jobs/7/1");
        Assert.Equal("key-1", detail.Key);
        Assert.Equal(JobStage.Verify, detail.Summary.Stage);
        Assert.Equal($"/v1/admin/bundles/{ContentHash.Of("b"u8)}", detail.Summary.Bundle);
        StageReport witness = detail.Stages[0];
        Assert.Equal(JobStage.Witness, witness.Stage);
        Assert.Equal(JobEventKind.Failed, witness.Attempts[0].Outcome);
        Assert.Equal("w/cpu", witness.Attempts[0].By);
        Assert.NotNull(witness.Ended);
        Assert.Null(detail.Stages[^1].Ended);
        Assert.Equal(detail.LastEvent, (await node.GetAsync<NodeReport>("/v1/node")).LastEvent);
    }

    [Fact]
    public async Task Jobs_are_listed_in_pages_by_stage_and_state()
    {
        await using TestNode node = await TestNode.StartAsync();
        for (int i = 1; i <= 5; i++)
        {
            using HttpResponseMessage posted = await node.PostAsync($"k{i}", TestGate.Block(i));
        }

        List<string> seen = [];
        for (string? next = "/v1/jobs?limit=2&state=waiting"; next is not null;)
        {
            JobPage page = await node.GetAsync<JobPage>(next);
            seen.AddRange(page.Jobs.Select(job => job.Job));
            next = page.Next;
        }

        Assert.Equal(["7/5", "7/4", "7/3", "7/2", "7/1"], seen);
        Assert.Equal("7/1", (await node.GetAsync<JobPage>("/v1/jobs?order=oldest&limit=1")).Jobs[0].Job);
        Assert.Empty((await node.GetAsync<JobPage>("/v1/jobs?stage=submit&stage=final")).Jobs);
        string[] wrong = ["limit=0", "limit=1001", "limit=x", "state=9", "stage=none", "after=7", "order=up"];
        foreach (string bad in wrong)
        {
            await BlockDoorTests.AssertProblemAsync(
                await node.Http.GetAsync($"/v1/jobs?{bad}"), HttpStatusCode.BadRequest, "malformed");
        }
    }

    [Fact]
    public async Task Each_token_is_good_for_its_own_door_and_the_admin_token_for_all()
    {
        using TemporaryFolder folder = new();
        await using TestNode node = await TestNode.StartAsync(WithTokens(folder));
        (string Path, string Good)[] doors =
        [
            ("/v1/blocks", "door-secret"),
            ("/v1/payloads/" + new string('a', 64), "worker-secret"),
            ("/v1/admin/dead", "admin-secret"),
        ];
        foreach ((string path, string good) in doors)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(node, path, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(node, path, "wrong"));
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(node, path, good + "x"));
            string other = good == "door-secret" ? "worker-secret" : "door-secret";
            Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(node, path, other));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await AskAsync(node, path, good));
            Assert.NotEqual(HttpStatusCode.Forbidden, await AskAsync(node, path, "admin-secret"));
        }
    }

    [Fact]
    public async Task A_page_of_another_origin_and_a_strange_host_name_are_refused()
    {
        await using TestNode node = await TestNode.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/admin/drain");
        request.Headers.Add("Origin", "http://evil.example");
        await BlockDoorTests.AssertProblemAsync(await node.Http.SendAsync(request), HttpStatusCode.Forbidden, "origin");
        HttpRequestMessage rebound = new(HttpMethod.Get, "/v1/node");
        rebound.Headers.Host = "evil.example";
        await BlockDoorTests.AssertProblemAsync(await node.Http.SendAsync(rebound), HttpStatusCode.Forbidden, "origin");
        Assert.False(node.Host.Control.IsDraining);
    }

    [Fact]
    public async Task A_payload_is_given_by_its_hash()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(3));
        string hash = (await posted.Content.ReadFromJsonAsync<BlockTicket>(ApiJson.Options))!.Envelope;
        Assert.Equal(TestGate.Block(3), await node.Http.GetByteArrayAsync($"/v1/payloads/{hash}"));
        foreach (string bad in (string[])[new string('0', 64), hash.ToUpperInvariant(), "x", "..%2f..%2fetc"])
        {
            using HttpResponseMessage answer = await node.Http.GetAsync($"/v1/payloads/{bad}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    internal static ServiceSettings WithTokens(TemporaryFolder folder)
    {
        File.WriteAllText(folder.File("door"), "door-secret\n");
        File.WriteAllText(folder.File("admin"), "admin-secret");
        File.WriteAllText(folder.File("worker"), "worker-secret");
        return TestNode.Settings with
        {
            Http = TestNode.Settings.Http with
            {
                DoorTokenFile = folder.File("door"),
                AdminTokenFile = folder.File("admin"),
                WorkerTokenFile = folder.File("worker"),
            },
        };
    }

    private static async Task<HttpStatusCode> AskAsync(TestNode node, string path, string? token)
    {
        HttpRequestMessage request = new(path == "/v1/blocks" ? HttpMethod.Post : HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task DoneAsync(TestNode node, string path)
    {
        using HttpResponseMessage answer = await node.PostJsonAsync(path, new AdminRequest("tester"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
