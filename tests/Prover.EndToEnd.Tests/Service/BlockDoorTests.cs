using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary><c>POST /v1/blocks</c>: every answer that there is.</summary>
public sealed class BlockDoorTests
{
    [Fact]
    public async Task A_new_block_is_accepted_and_the_same_again_gives_the_same_body()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage first = await node.PostAsync("k1", TestGate.Block(812));
        using HttpResponseMessage again = await node.PostAsync("k1", TestGate.Block(812));
        string body = await first.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(body, await again.Content.ReadAsStringAsync());
        string hash = ContentHash.Of(TestGate.Block(812)).ToString();
        Assert.Equal($$"""{"job":"7/812","envelope":"{{hash}}","href":"/v1/jobs/7/812"}""", body);
        Assert.Equal("/v1/jobs/7/812", first.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Other_bytes_under_a_key_and_another_block_of_a_number_are_conflicts()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage first = await node.PostAsync("k1", TestGate.Block(1));
        await AssertProblemAsync(await node.PostAsync("k1", TestGate.Block(2)), HttpStatusCode.Conflict, "keyTaken");
        await AssertProblemAsync(
            await node.PostAsync("k2", TestGate.Block(1, "other")), HttpStatusCode.Conflict, "numberTaken");
    }

    [Fact]
    public async Task What_is_no_block_or_for_somebody_else_is_refused_with_its_reason()
    {
        await using TestNode node = await TestNode.StartAsync();
        await AssertProblemAsync(await node.PostAsync("k", [1, 2, 3]), HttpStatusCode.BadRequest, "malformed");
        await AssertProblemAsync(
            await node.PostAsync("k", "foreign"u8.ToArray()), HttpStatusCode.UnprocessableEntity, "notServed");
        await AssertProblemAsync(await node.PostAsync("k", []), HttpStatusCode.BadRequest, "malformed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("über")]
    public async Task A_key_that_is_missing_or_not_printable_is_refused(string? key)
    {
        await using TestNode node = await TestNode.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks")
        {
            Content = new ByteArrayContent(TestGate.Block(1)),
        };
        if (key is not null)
        {
            _ = request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using SocketsHttpHandler handler = new()
        {
            RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
        };
        using HttpClient client = new(handler) { BaseAddress = new Uri(node.Url) };
        using HttpResponseMessage answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_of_200_characters_is_taken_and_one_of_201_is_not()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage good = await node.PostAsync(new string('k', 200), TestGate.Block(1));
        Assert.Equal(HttpStatusCode.Accepted, good.StatusCode);
        await AssertProblemAsync(
            await node.PostAsync(new string('k', 201), TestGate.Block(2)), HttpStatusCode.BadRequest, "key");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_block_over_the_limit_is_refused_with_and_without_a_stated_length(bool chunked)
    {
        ServiceSettings settings = TestNode.Settings with
        {
            Limits = new LimitSettings { BlockSize = new ByteSize(1024) },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        using HttpResponseMessage whole = await node.PostAsync("a", TestGate.Block(1, new string('x', 900)));
        Assert.Equal(HttpStatusCode.Accepted, whole.StatusCode);
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks")
        {
            Content = new ByteArrayContent(TestGate.Block(2, new string('x', 50_000))),
        };
        request.Headers.Add("Idempotency-Key", "b");
        request.Headers.TransferEncodingChunked = chunked;
        await AssertProblemAsync(
            await node.Http.SendAsync(request), HttpStatusCode.RequestEntityTooLarge, "tooLarge");
        Assert.Null(await node.Store.ReadAsync(reader => reader.Find(new JobId(7, 2)), default));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    public async Task A_body_of_another_kind_is_refused(string type)
    {
        await using TestNode node = await TestNode.StartAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks")
        {
            Content = new ByteArrayContent(TestGate.Block(1)),
        };
        request.Headers.Add("Idempotency-Key", "k");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        await AssertProblemAsync(
            await node.Http.SendAsync(request), HttpStatusCode.UnsupportedMediaType, "mediaType");
    }

    [Fact]
    public async Task Another_method_is_refused_and_told_which_one_is_right()
    {
        await using TestNode node = await TestNode.StartAsync();
        using HttpResponseMessage answer = await node.Http.DeleteAsync("/v1/blocks");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("POST", answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_client_that_sends_too_fast_is_told_when_to_come_again()
    {
        ServiceSettings settings = TestNode.Settings with
        {
            Limits = new LimitSettings { BlocksPerSecond = 0.1, BlockBurst = 2 },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        using HttpResponseMessage one = await node.PostAsync("k1", TestGate.Block(1));
        using HttpResponseMessage two = await node.PostAsync("k2", TestGate.Block(2));
        using HttpResponseMessage three = await node.PostAsync("k3", TestGate.Block(3));
        Assert.Equal(HttpStatusCode.Accepted, two.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, three.StatusCode);
        Assert.InRange(three.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 10);
    }

    [Fact]
    public async Task A_full_board_gives_429_with_the_time_to_wait_and_still_knows_what_it_has()
    {
        await using TestNode node = await TestNode.StartAsync(rules: JobRules.Default with { MaxWaiting = 1 });
        using HttpResponseMessage one = await node.PostAsync("k1", TestGate.Block(1));
        using HttpResponseMessage two = await node.PostAsync("k2", TestGate.Block(2));
        using HttpResponseMessage again = await node.PostAsync("k1", TestGate.Block(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, two.StatusCode);
        Assert.NotNull(two.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task A_node_that_is_starting_takes_nothing_yet()
    {
        TaskCompletionSource go = new();
        await using TestNode node = await TestNode.StartAsync(wait: go.Task);
        using HttpResponseMessage early = await node.PostAsync("k1", TestGate.Block(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.NotNull(early.Headers.RetryAfter);
        go.SetResult();
        await Poll.UntilAsync(async () =>
        {
            using HttpResponseMessage later = await node.PostAsync("k1", TestGate.Block(1));
            return later.StatusCode == HttpStatusCode.Accepted;
        });
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_job()
    {
        await using TestNode node = await TestNode.StartAsync();
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => node.PostAsync("k", TestGate.Block(5))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        IReadOnlyList<JobEvent> events = await node.Store.ReadAsync(reader => reader.Events(0, null, 100), default);
        Assert.Single(events);
    }

    internal static async Task AssertProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Problem? problem = await answer.Content.ReadFromJsonAsync<Problem>(ApiJson.Options);
            Assert.Equal(code, problem!.Code);
            Assert.Equal((int)status, problem.Status);
        }
    }
}
