using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <summary>What every payload store does.</summary>
public abstract class PayloadStoreContract
{
    /// <summary>An empty store, the same during one test.</summary>
    protected abstract IPayloadStore Payloads { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(3_000_001)]
    public async Task What_was_put_is_got_by_its_hash(int size)
    {
        byte[] bytes = Bytes(size);
        ContentHash hash = await Payloads.PutAsync(bytes, default);
        Assert.Equal(ContentHash.Of(bytes), hash);
        Assert.Equal(bytes, await Payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task There_is_nothing_by_another_hash()
    {
        _ = await Payloads.PutAsync(Bytes(10), default);
        Assert.Null(await Payloads.GetAsync(ContentHash.Of([1]), default));
        Assert.Null(await Payloads.GetAsync(default, default));
    }

    [Fact]
    public async Task Putting_twice_is_harmless()
    {
        byte[] bytes = Bytes(1000);
        Assert.Equal(await Payloads.PutAsync(bytes, default), await Payloads.PutAsync(bytes, default));
        Assert.Equal(bytes, await Payloads.GetAsync(ContentHash.Of(bytes), default));
    }

    [Fact]
    public async Task A_payload_is_not_changed_through_the_bytes_that_were_put_or_got()
    {
        byte[] bytes = Bytes(100);
        byte[] put = [.. bytes];
        ContentHash hash = await Payloads.PutAsync(put, default);
        put[0] ^= 1;
        (await Payloads.GetAsync(hash, default))![1] ^= 1;
        Assert.Equal(bytes, await Payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task A_deleted_payload_is_gone_and_may_come_again()
    {
        byte[] bytes = Bytes(100);
        ContentHash hash = await Payloads.PutAsync(bytes, default);
        await Payloads.DeleteAsync(hash, default);
        await Payloads.DeleteAsync(hash, default);
        Assert.Null(await Payloads.GetAsync(hash, default));
        _ = await Payloads.PutAsync(bytes, default);
        Assert.Equal(bytes, await Payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task Eight_tasks_put_and_get_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                // Half of them are the same for all tasks.
                byte[] bytes = Bytes(2000 + i + (i % 2 * 100 * task));
                ContentHash hash = await Payloads.PutAsync(bytes, default);
                Assert.Equal(bytes, await Payloads.GetAsync(hash, default));
            }
        })));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_does_not_happen()
    {
        byte[] bytes = Bytes(10);
        CancellationToken cancelled = new(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Payloads.PutAsync(bytes, cancelled));
        Assert.Null(await Payloads.GetAsync(ContentHash.Of(bytes), default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Payloads.GetAsync(default, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Payloads.DeleteAsync(default, cancelled));
    }

    /// <summary>Bytes that differ for different sizes.</summary>
    protected static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)((i * 31) + size))];
}
