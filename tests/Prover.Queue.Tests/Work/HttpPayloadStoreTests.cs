using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>Payloads of a node elsewhere.</summary>
public sealed class HttpPayloadStoreTests
{
    private static readonly ContentHash Hash = ContentHash.Of("payload"u8);

    [Fact]
    public async Task A_payload_comes_by_its_hash_with_the_token()
    {
        using var door = new TestHttpDoor();
        using var payloads = new HttpPayloadStore(new Uri(door.Address, "node"), "secret");
        door.Answer(200, "payload", "application/octet-stream");
        Assert.Equal("payload"u8.ToArray(), await payloads.GetAsync(Hash, default));
        Assert.Equal([$"GET /node/v1/payloads/{Hash} - Bearer secret -"], door.Requests);
        door.Answer(404, "{}");
        Assert.Null(await payloads.GetAsync(Hash, default));
    }

    [Fact]
    public async Task Anything_else_is_a_failure_of_the_store()
    {
        using var door = new TestHttpDoor();
        using var payloads = new HttpPayloadStore(door.Address, null);
        door.Answer(200, "another");
        JobStoreException wrong = await Assert.ThrowsAsync<JobStoreException>(() => payloads.GetAsync(Hash, default));
        Assert.Contains("another hash", wrong.Message, StringComparison.Ordinal);
        door.Answer(500, "oops");
        _ = await Assert.ThrowsAsync<JobStoreException>(() => payloads.GetAsync(Hash, default));
        door.Cut("payl");
        _ = await Assert.ThrowsAsync<JobStoreException>(() => payloads.GetAsync(Hash, default));
        _ = await Assert.ThrowsAsync<JobStoreException>(() => payloads.PutAsync(new byte[1], default));
        _ = await Assert.ThrowsAsync<JobStoreException>(() => payloads.DeleteAsync(Hash, default));
        door.Dispose();
        _ = await Assert.ThrowsAsync<JobStoreException>(() => payloads.GetAsync(Hash, default));
    }
}
