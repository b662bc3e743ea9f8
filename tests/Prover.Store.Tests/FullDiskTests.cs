using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>A full disk changes nothing that was stored, is said in one line, and is over when there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task At_its_page_limit_a_store_refuses_to_write_and_loses_nothing()
    {
        SqliteStoreOptions options = new() { File = _folder["jobs.db"], Pages = 60 };
        RandomRows rows = new(1);
        List<Job> stored;
        using (var store = SqliteJobStore.Open(options))
        {
            stored = await FillAsync(store, rows);
            await KeepsAsync(store, stored);

            // Not for ever: what needs no page goes on.
            await SaveAsync(store, stored[0] with { Fence = 77 });
            stored[0] = stored[0] with { Fence = 77 };
        }

        using var larger = SqliteJobStore.Open(options with { Pages = 1000 });
        await KeepsAsync(larger, stored);
        await SaveAsync(larger, rows.Job(new JobId(2, 1)));
    }

    [SmallDiskFact]
    public async Task On_a_full_disk_a_store_refuses_to_write_loses_nothing_and_goes_on_when_there_is_room()
    {
        using SmallDisk disk = new(_folder["disk"], kibiBytes: 1024);
        using var store = SqliteJobStore.Open(new SqliteStoreOptions { File = Path.Combine(disk.Path, "jobs.db") });
        string ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[256 * 1024]);
        RandomRows rows = new(2);
        List<Job> stored = await FillAsync(store, rows);
        await KeepsAsync(store, stored);

        File.Delete(ballast);
        Job later = rows.Job(new JobId(1, 1_000_000));
        await SaveAsync(store, later);
        await KeepsAsync(store, [.. stored, later]);
    }

    [SmallDiskFact]
    public async Task On_a_full_disk_a_payload_is_refused_and_nothing_is_left_of_it()
    {
        using SmallDisk disk = new(_folder["disk"], kibiBytes: 2048);
        var payloads = FolderPayloadStore.Open(disk.Path, TimeProvider.System);
        ContentHash kept = await payloads.PutAsync(new byte[100_000], default);
        JobStoreException full = await Assert.ThrowsAsync<JobStoreException>(
            () => payloads.PutAsync(new byte[3 << 20], default));
        Assert.Contains(disk.Path, full.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(100_000, (await payloads.GetAsync(kept, default))!.Length);
        _ = await payloads.PutAsync(new byte[100_001], default);
    }

    // Saves jobs until the store is full; those that it took.
    private static async Task<List<Job>> FillAsync(SqliteJobStore store, RandomRows rows)
    {
        List<Job> stored = [];
        JobStoreException? full = null;
        for (uint n = 1; full is null && n < 10_000; n++)
        {
            Job job = rows.Job(new JobId(1, n)) with { Proof = new byte[3000] };
            try
            {
                await SaveAsync(store, job);
                stored.Add(job);
            }
            catch (JobStoreException refused)
            {
                full = refused;
            }
        }

        Assert.NotNull(full);
        Assert.Contains("disk", full.Message, StringComparison.Ordinal);
        Assert.Contains("save a job", full.Message, StringComparison.Ordinal);
        Assert.Contains(store.File, full.Message, StringComparison.Ordinal);
        Assert.NotEmpty(stored);
        return stored;
    }

    private static async Task KeepsAsync(SqliteJobStore store, List<Job> jobs)
    {
        RowAssert.Same(jobs, await store.ReadAsync(reader => reader.Select(new JobQuery { Limit = 10_000 }), default));
        Assert.Equal(jobs.Count, await store.ReadAsync(reader => reader.Counts().Sum(one => one.Count), default));
        Assert.Empty(await store.CheckAsync(default));
    }

    private static Task<int> SaveAsync(SqliteJobStore store, Job job) =>
        store.TransactAsync(
            "save a job",
            jobs =>
            {
                jobs.Save(job);
                return 0;
            },
            default);
}
