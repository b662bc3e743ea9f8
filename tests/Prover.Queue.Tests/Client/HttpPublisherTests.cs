using Prover.Client;
using Prover.Wire;

namespace Prover.Queue.Tests;

/// <summary>The publisher over HTTP, against a door that answers badly.</summary>
public sealed class HttpPublisherTests
{
    private const string Hash = "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc";
    private const string Taken = "{\"job\":\"7/812\",\"envelope\":\"" + Hash + "\",\"href\":\"/v1/jobs/7/812\"}";
    private const string Problem = "application/problem+json";
    private const string Stream = "text/event-stream";

    private static readonly JobName Job = new(7, 812);

    [Fact]
    public async Task A_block_is_posted_with_its_key_and_the_token()
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door, "secret");
        door.Answer(202, Taken);
        BlockReceipt receipt = await publisher.PublishAsync(new byte[] { 1, 2, 3 }, "7/812/x", default);
        Assert.Equal((Job, true), (receipt.Job, receipt.IsNew));
        Assert.Equal("0x" + Hash, receipt.Envelope.ToString());
        Assert.Equal(["POST /v1/blocks 7/812/x Bearer secret -"], door.Requests);
        Assert.Equal([1, 2, 3], door.Body);
        door.Answer(200, Taken);
        Assert.False((await publisher.PublishAsync(new byte[] { 1 }, "k", default)).IsNew);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_with_the_same_key()
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door);
        door.Answer(429, "{}", Problem, retryAfter: "1");
        door.Answer(500, "oops", "text/plain");
        door.Answer(503, string.Empty);
        door.Answer(202, "not json");
        door.Answer(202, "{\"job\":\"7/0\"}");
        door.Answer(302, string.Empty);
        door.Answer(200, Taken);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.False((await publisher.PublishAsync(new byte[] { 1 }, "k", default)).IsNew);
        Assert.Equal(7, door.Requests.Count);
        Assert.All(door.Requests, request => Assert.Equal("POST /v1/blocks k - -", request));
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(1), "Retry-After was not honoured");
    }

    [Theory]
    [InlineData(409, "keyTaken", BlockVerdict.KeyTaken)]
    [InlineData(409, "numberTaken", BlockVerdict.NumberTaken)]
    [InlineData(409, null, BlockVerdict.KeyTaken)]
    [InlineData(400, "malformed", BlockVerdict.Malformed)]
    [InlineData(413, "tooLarge", BlockVerdict.Malformed)]
    [InlineData(422, "notServed", BlockVerdict.NotServed)]
    public async Task A_refusal_is_told_once_with_its_detail(int status, string? code, BlockVerdict verdict)
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door);
        string word = code is null ? string.Empty : $",\"code\":\"{code}\"";
        door.Answer(status, "{\"title\":\"no\",\"detail\":\"because\\nof this\"" + word + "}", Problem);
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            () => publisher.PublishAsync(new byte[] { 1 }, "k", default));
        Assert.Equal(verdict, refused.Verdict);
        Assert.Equal($"k: {verdict}: {status}: because of this", refused.Message);
        _ = Assert.Single(door.Requests);
    }

    [Fact]
    public async Task A_wrong_token_is_told_at_once_without_it()
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door, "hunter2");
        door.Answer(401, "{}", Problem);
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            () => publisher.PublishAsync(new byte[] { 1 }, "k", default));
        Assert.Null(refused.Verdict);
        Assert.DoesNotContain("hunter2", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_cut_goes_on_after_its_last_event()
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door);
        door.Cut("retry: 2000\n\n: beat\n\n" + Event(3, "queued") + "event: progress\ndata: {\"kind\":\"progress\","
            + "\"stage\":\"prove\",\"time\":\"2026-01-02T03:04:05Z\",\"progress\":0.25}\n\n"
            + "id: 4\nevent: proved\nda");
        door.Answer(500, "{}");
        door.Answer(200, Event(3, "queued") + Event(5, "proved").Replace("\n", "\r\n"), Stream);
        door.Answer(200, new string('x', 100_000), Stream);
        door.Answer(200, Event(9, "final"), Stream);
        List<JobUpdate> updates = [];
        await foreach (JobUpdate update in publisher.Follow(Job))
        {
            updates.Add(update);
        }

        Assert.Equal([3, 0, 5, 9], updates.Select(update => update.Sequence));
        Assert.Equal(0.25, updates[1].Progress);
        Assert.Equal(
            new JobUpdate(
                Job, 5, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "proved", "verify", By: "w/cpu"),
            updates[2]);
        Assert.Equal(["0", "3", "3", "5", "5"], door.Requests.Select(request => request.Split(' ')[^1]));
        Assert.All(door.Requests, r => Assert.StartsWith("GET /v1/jobs/7/812/events ", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_is_not_there_cannot_be_followed()
    {
        using var door = new TestHttpDoor();
        await using BlockPublisher publisher = Publisher(door);
        door.Answer(404, "{\"title\":\"no such job\"}", Problem);
        await using IAsyncEnumerator<JobUpdate> updates = publisher.Follow(Job).GetAsyncEnumerator();
        BlockRefusedException refused = await Assert.ThrowsAsync<BlockRefusedException>(
            async () => await updates.MoveNextAsync());
        Assert.Equal("7/812: 404: no such job", refused.Message);
    }

    [Fact]
    public void Only_the_four_schemes_are_doors() =>
        Assert.Throws<ArgumentException>(() => new BlockPublisher(new Uri("ftp://localhost/")));

    private static string Event(int id, string kind) => $"id: {id}\nevent: {kind}\ndata: {{\"kind\":\"{kind}\","
        + "\"stage\":\"verify\",\"time\":\"2026-01-02T03:04:05Z\",\"by\":\"w/cpu\","
        + "\"detail\":null,\"progress\":null}\n\n";

    private static BlockPublisher Publisher(TestHttpDoor door, string? token = null) => new(new BlockPublisherOptions
    {
        Door = door.Address,
        Token = token,
        FirstPause = TimeSpan.FromMilliseconds(5),
        LastPause = TimeSpan.FromMilliseconds(50),
    });
}
