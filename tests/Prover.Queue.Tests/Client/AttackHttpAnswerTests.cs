using Prover.Client;

namespace Prover.Queue.Tests;

/// <summary>Something that is no node, or a broken proxy, answers a sequencer.</summary>
public sealed class AttackHttpAnswerTests
{
    private const string Good =
        """{"job":"7/1","envelope":"0x00000000000000000000000000000000000000000000000000000000000000aa"}""";

    [Theory]
    [InlineData("""{"job":"7/1","job":"7/2","envelope":"x"}""")]
    [InlineData("""{"job":"\ud800","envelope":"x"}""")]
    [InlineData("""{"job":{"a":1,"a":2}}""")]
    public async Task An_answer_that_is_no_json_of_a_node_is_asked_for_again(string body)
    {
        using var door = new TestHttpDoor();
        door.Answer(202, body);
        door.Answer(202, Good);
        await using BlockPublisher publisher = Publisher(door);
        Assert.Equal("7/1", (await publisher.PublishAsync(new byte[] { 1 }, "key", default)).Job.ToString());
    }

    [Fact]
    public async Task A_wait_of_years_ends_with_neither_an_error_nor_years()
    {
        using var door = new TestHttpDoor();
        door.Answer(429, "{}", retryAfter: "99999999");
        await using BlockPublisher publisher = Publisher(door);
        using var cancel = new CancellationTokenSource();
        Task<BlockReceipt> published = publisher.PublishAsync(new byte[] { 1 }, "key", cancel.Token);
        await Eventually.IsTrueAsync(() => !door.Requests.IsEmpty, () => "nothing was asked");
        await Task.WhenAny(published, Task.Delay(500));
        Assert.False(published.IsCompleted, published.Exception?.ToString());
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => published);
    }

    private static BlockPublisher Publisher(TestHttpDoor door) => new(new BlockPublisherOptions
    {
        Door = door.Address,
        FirstPause = TimeSpan.FromMilliseconds(10),
    });
}
