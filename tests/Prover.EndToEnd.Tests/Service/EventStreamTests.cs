using System.Net;
using System.Text.Json;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Event streams: order, resuming, heartbeats, their end.</summary>
public sealed class EventStreamTests
{
    private static readonly WorkerIdentity Worker = new("w", "cpu", [TestGate.Circuit]);

    [Fact]
    public async Task A_stream_tells_what_was_and_what_comes_and_ends_with_the_job()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        using SseReader stream = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events");
        SseEvent? queued = await EventAsync(stream);
        Assert.Equal(("queued", "1"), (queued!.Name, queued.Id));
        await KillAsync(node);
        List<SseEvent> rest = await stream.RestAsync();
        Assert.Equal(["leased", "failed", "dead"], rest.Select(e => e.Name));
        JobEventReport dead = JsonSerializer.Deserialize<JobEventReport>(rest[^1].Data, ApiJson.Options)!;
        Assert.Equal(("7/1", JobEventKind.Dead), (dead.Job, dead.Kind));
        Assert.Contains("does not satisfy", dead.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_resumes_after_the_last_event_that_the_client_has_seen()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await KillAsync(node);
        using SseReader whole = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events");
        List<SseEvent> all = await whole.RestAsync();
        using SseReader half = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events", all[0].Id);
        Assert.Equal(all.Skip(1), await half.RestAsync());
    }

    [Fact]
    public async Task A_client_that_has_seen_the_end_is_told_not_to_come_again()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await KillAsync(node);
        HttpRequestMessage request = new(HttpMethod.Get, "/v1/jobs/7/1/events");
        request.Headers.Add("Last-Event-ID", "1000");
        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Progress_is_told_without_a_number_and_a_quiet_stream_beats()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        using SseReader stream = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events");
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        bool beat = false;
        SseEvent? one;
        for (one = await stream.NextAsync(); one?.Name != "progress"; one = await stream.NextAsync())
        {
            beat |= one is { Name: "", Data: "beat" };
            WorkProgress progress = new(JobStage.Prove, 0.25 + (beat ? 0.25 : 0));
            _ = beat ? await node.Board.RenewAsync(item, Worker, progress, default) : WorkAnswer.Accepted;
        }

        Assert.True(beat);
        Assert.Null(one.Id);
        ProgressReport told = JsonSerializer.Deserialize<ProgressReport>(one.Data, ApiJson.Options)!;
        Assert.Equal(new ProgressReport("7/1", JobStage.Prove, 0.5), told);
    }

    [Theory]
    [InlineData("/v1/jobs/7/99/events", HttpStatusCode.NotFound)]
    [InlineData("/v1/jobs/7/0/events", HttpStatusCode.NotFound)]
    [InlineData("/v1/jobs/x/1/events", HttpStatusCode.NotFound)]
    public async Task A_stream_of_no_job_is_not_found(string path, HttpStatusCode status)
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage answer = await node.Http.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Streams_beyond_the_limit_are_put_off_and_a_closed_one_makes_room()
    {
        ServiceSettings settings = TestNode.Settings with
        {
            Http = TestNode.Settings.Http with { EventStreams = 1 },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        using (SseReader stream = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events"))
        {
            using HttpResponseMessage second = await node.Http.GetAsync("/v1/jobs/7/1/events");
            Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        }

        await Poll.UntilAsync(async () =>
        {
            using HttpResponseMessage answer = await node.Http.GetAsync(
                "/v1/jobs/7/1/events", HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task The_stream_of_the_node_shows_a_block_that_comes_in()
    {
        await using TestNode node = await TestNode.StartAsync();
        using SseReader stream = await SseReader.OpenAsync(node.Http, "/v1/node/events");
        SseEvent? first = await stream.NextAsync();
        Assert.Empty(JsonSerializer.Deserialize<NodeView>(first!.Data, ApiJson.Options)!.Jobs);
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        for (NodeView view = default!; view?.Jobs.Count is not 1;)
        {
            view = JsonSerializer.Deserialize<NodeView>((await stream.NextAsync())!.Data, ApiJson.Options)!;
        }
    }

    [Fact]
    public async Task A_stream_ends_when_the_node_ends()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        using SseReader stream = await SseReader.OpenAsync(node.Http, "/v1/jobs/7/1/events");
        _ = await stream.NextAsync();
        node.Host.Control.Drain("the test");
        Assert.True(await node.Host.RunToEndAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(await stream.RestAsync());
    }

    /// <summary>A worker takes the block and says that it is poison.</summary>
    internal static async Task KillAsync(TestNode node)
    {
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        WorkFailure failure = new(JobStage.Witness, WorkFailureKind.Poison, "it does not satisfy");
        Assert.Equal(WorkAnswer.Accepted, await node.Board.FailAsync(item, Worker, failure, default));
    }

    private static async Task<SseEvent?> EventAsync(SseReader stream)
    {
        SseEvent? one = await stream.NextAsync();
        while (one is { Id: null })
        {
            one = await stream.NextAsync();
        }

        return one;
    }
}
