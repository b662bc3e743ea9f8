using Prover.Pipeline;

namespace Prover.Store.Tests;

/// <summary>The files of the payload folder: damage, leftovers, limits, collection.</summary>
public sealed class PayloadFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GivenTime _clock = new();
    private readonly FolderPayloadStore _payloads;

    public PayloadFolderTests() => _payloads = FolderPayloadStore.Open(_folder.Path, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_payload_is_there_after_opening_again_under_its_hash()
    {
        ContentHash hash = await _payloads.PutAsync("abc"u8.ToArray(), default);
        Assert.True(File.Exists(PathOf(hash)));
        var again = FolderPayloadStore.Open(_folder.Path, _clock);
        Assert.Equal("abc"u8.ToArray(), await again.GetAsync(hash, default));
    }

    [Theory]
    [InlineData("abd")]
    [InlineData("ab")]
    [InlineData("")]
    public async Task A_damaged_payload_is_never_returned_and_putting_it_again_repairs_it(string damaged)
    {
        byte[] bytes = "abc"u8.ToArray();
        ContentHash hash = await _payloads.PutAsync(bytes, default);
        await File.WriteAllTextAsync(PathOf(hash), damaged);
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => _payloads.GetAsync(hash, default));
        Assert.Contains(PathOf(hash), error.Message, StringComparison.Ordinal);
        _ = await _payloads.PutAsync(bytes, default);
        Assert.Equal(bytes, await _payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task Leftovers_are_removed_at_open_but_not_what_is_being_written()
    {
        ContentHash hash = await _payloads.PutAsync("abc"u8.ToArray(), default);
        string leftover = PathOf(hash) + ".1.part";
        string inWork = PathOf(hash) + ".2.part";
        await File.WriteAllTextAsync(leftover, "half");
        using (new FileStream(inWork, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            _ = FolderPayloadStore.Open(_folder.Path, _clock);
            Assert.False(File.Exists(leftover));
            Assert.True(File.Exists(inWork));
        }

        Assert.NotNull(await _payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_refused_and_one_at_the_limit_is_not()
    {
        byte[] bytes = new byte[FolderPayloadStore.MaxBytes + 1];
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => _payloads.PutAsync(bytes, default));
        Assert.Contains("67108864", error.Message, StringComparison.Ordinal);
        ContentHash hash = await _payloads.PutAsync(bytes.AsMemory(1), default);
        Assert.Equal(FolderPayloadStore.MaxBytes, (await _payloads.GetAsync(hash, default))!.Length);
    }

    [Fact]
    public void A_missing_folder_is_refused()
    {
        JobStoreException error = Assert.Throws<JobStoreException>(
            () => FolderPayloadStore.Open(_folder["none"], _clock));
        Assert.Contains(_folder["none"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_in_one_line()
    {
        byte[] bytes = "abc"u8.ToArray();
        string place = PathOf(ContentHash.Of(bytes));
        Directory.CreateDirectory(place);
        JobStoreException error = await Assert.ThrowsAsync<JobStoreException>(() => _payloads.PutAsync(bytes, default));
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Collecting_removes_what_is_old_and_not_named()
    {
        ContentHash named = await _payloads.PutAsync(new byte[] { 1 }, default);
        ContentHash old = await _payloads.PutAsync(new byte[] { 2 }, default);
        ContentHash again = await _payloads.PutAsync(new byte[] { 3 }, default);
        await File.WriteAllTextAsync(_folder["note.txt"], "not a payload");
        _clock.Now += TimeSpan.FromHours(2);
        ContentHash young = await _payloads.PutAsync(new byte[] { 4 }, default);
        _ = await _payloads.PutAsync(new byte[] { 3 }, default);

        Assert.Equal(1, _payloads.Collect(_clock.Now - TimeSpan.FromHours(1), hash => hash == named, default));
        Assert.Null(await _payloads.GetAsync(old, default));
        Assert.All(
            await Task.WhenAll(new[] { named, again, young }.Select(hash => _payloads.GetAsync(hash, default))),
            Assert.NotNull);
        Assert.True(File.Exists(_folder["note.txt"]));
    }

    private string PathOf(ContentHash hash) => Path.Combine(_folder.Path, hash.ToString()[..2], hash.ToString());

    private sealed class GivenTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
