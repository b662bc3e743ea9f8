using Microsoft.Data.Sqlite;
using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>The file of the SQLite store: how it is opened, kept and refused.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SqliteStoreOptions Options => new() { File = _folder["jobs.db"], BusyTimeout = TimeSpan.FromSeconds(1) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_opening_again()
    {
        RandomRows rows = new(1);
        Job job = rows.Job();
        using (var store = SqliteJobStore.Open(Options))
        {
            await SaveAsync(store, job);
        }

        using var again = SqliteJobStore.Open(Options);
        RowAssert.Same(job, await again.ReadAsync(jobs => jobs.Find(job.Id), default));
    }

    [Fact]
    public async Task Closing_leaves_one_file_with_everything_in_it()
    {
        using (var store = SqliteJobStore.Open(Options))
        {
            await SaveAsync(store, new RandomRows(2).Job());
            Assert.True(File.Exists(Options.File + "-wal"));
        }

        Assert.Equal([Options.File], Directory.GetFiles(_folder.Path));
        Assert.Equal("1", Ask("SELECT COUNT(*) FROM jobs"));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = SqliteJobStore.Open(Options);
        store.Dispose();
        store.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync(_ => 0, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.TransactAsync("late", _ => 0, default));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CheckAsync(default));
    }

    [Fact]
    public async Task Closing_waits_for_what_is_going_on()
    {
        var store = SqliteJobStore.Open(Options);
        using SemaphoreSlim begun = new(0);
        Task<int> write = store.TransactAsync(
            "slow",
            jobs =>
            {
                _ = begun.Release();
                Thread.Sleep(100);
                jobs.SetSetting("name", "value");
                return 5;
            },
            default);
        await begun.WaitAsync();
        store.Dispose();
        Assert.Equal(5, await write);
        Assert.Equal("value", Ask("SELECT value FROM settings"));
    }

    [Fact]
    public void Every_commit_is_flushed_and_the_log_is_written_ahead()
    {
        using var connection = StoreConnection.Open(Options, SqliteOpenMode.ReadWriteCreate);
        Schema.Current.Apply(connection, Options.File);
        Assert.Equal("wal", connection.Value("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Value("PRAGMA synchronous"));
        Assert.Equal(1L, connection.Value("PRAGMA foreign_keys"));
        Assert.Equal(2L, connection.Value("PRAGMA auto_vacuum"));
        Assert.Equal(Schema.ApplicationId, connection.Value("PRAGMA application_id"));
    }

    [Fact]
    public async Task An_older_file_is_brought_to_the_newest_version_with_its_rows()
    {
        Job job = new RandomRows(3).Job();
        using (var store = SqliteJobStore.Open(Options))
        {
            await SaveAsync(store, job);
        }

        Schema next = new([Schema.Script("schema.1.sql"), "ALTER TABLE workers ADD COLUMN cores INTEGER"]);
        using (var store = SqliteJobStore.Open(Options, next))
        {
            RowAssert.Same(job, await store.ReadAsync(jobs => jobs.Find(job.Id), default));
        }

        Assert.Equal("2", Ask("PRAGMA user_version"));
        Assert.Equal("0", Ask("SELECT COUNT(cores) FROM workers"));
        JobStoreException refused = Refused(Options);
        Assert.Contains("schema version 2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("up to 1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_to_a_new_version_that_fails_leaves_the_old_one()
    {
        SqliteJobStore.Open(Options).Dispose();
        Schema broken = new([
            Schema.Script("schema.1.sql"),
            "ALTER TABLE workers ADD COLUMN cores INTEGER; INSERT INTO nowhere VALUES (1)",
        ]);
        Assert.Throws<JobStoreException>(() => SqliteJobStore.Open(Options, broken));
        Assert.Equal("1", Ask("PRAGMA user_version"));
        Assert.Equal("0", Ask("SELECT COUNT(*) FROM pragma_table_info('workers') WHERE name = 'cores'"));
        SqliteJobStore.Open(Options).Dispose();
    }

    [Fact]
    public void The_database_of_another_program_is_refused_and_not_touched()
    {
        Ask("CREATE TABLE theirs (a)");
        Assert.Contains("another program", Refused(Options).Message, StringComparison.Ordinal);
        Assert.Equal("theirs", Ask("SELECT group_concat(name) FROM sqlite_master"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Options.File, new string('x', 10_000));
        Assert.Contains("damaged or is no database", Refused(Options).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_refused()
    {
        JobStoreException refused = Refused(Options with { File = _folder["none/jobs.db"] });
        Assert.Contains("folder does not exist", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        Directory.CreateDirectory(Options.File);
        Assert.Contains("cannot be opened", Refused(Options).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_pages_are_named_and_found_by_the_check()
    {
        using (var store = SqliteJobStore.Open(Options))
        {
            RandomRows rows = new(4);
            await store.TransactAsync(
                "fill",
                jobs =>
                {
                    for (uint n = 1; n <= 300; n++)
                    {
                        jobs.Save(rows.Job(new JobId(1, n)));
                    }

                    return 0;
                },
                default);
        }

        byte[] bytes = await File.ReadAllBytesAsync(Options.File);
        Array.Fill(bytes, (byte)0xA5, bytes.Length / 2, bytes.Length - (bytes.Length / 2));
        await File.WriteAllBytesAsync(Options.File, bytes);
        using var damaged = SqliteJobStore.Open(Options);
        JobStoreException read = await Assert.ThrowsAsync<JobStoreException>(
            () => damaged.ReadAsync(jobs => jobs.Select(new JobQuery { Limit = 1000 }), default));
        Assert.Contains(Options.File, read.Message, StringComparison.Ordinal);
        Assert.Contains("damaged", read.Message, StringComparison.Ordinal);
        IReadOnlyList<string> wrong = await damaged.CheckAsync(default);
        Assert.NotEmpty(wrong);
        Assert.All(wrong, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public async Task A_store_that_another_process_has_locked_for_too_long_says_so_and_goes_on_later()
    {
        using var store = SqliteJobStore.Open(Options);
        using (StoreConnection other = Locked())
        {
            JobStoreException busy = await Assert.ThrowsAsync<JobStoreException>(
                () => store.TransactAsync("take a job", _ => 0, default));
            Assert.Contains("another process", busy.Message, StringComparison.Ordinal);
            Assert.Contains("take a job", busy.Message, StringComparison.Ordinal);
            Assert.Equal(0, await store.ReadAsync(jobs => jobs.Counts().Count, default));
        }

        Assert.Equal(1, await store.TransactAsync("take a job", _ => 1, default));
    }

    [Fact]
    public async Task Cancelling_ends_the_waiting_for_a_locked_store()
    {
        using var store = SqliteJobStore.Open(Options with { BusyTimeout = TimeSpan.FromHours(1) });
        using StoreConnection other = Locked();
        using CancellationTokenSource soon = new(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.TransactAsync("wait", _ => 0, soon.Token).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Several_stores_on_one_new_file_open_at_once()
    {
        SqliteStoreOptions patient = Options with { BusyTimeout = TimeSpan.FromSeconds(30) };
        SqliteJobStore[] stores = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => SqliteJobStore.Open(patient))));
        RandomRows rows = new(5);
        for (int i = 0; i < stores.Length; i++)
        {
            await SaveAsync(stores[i], rows.Job(new JobId(1, (uint)i + 1)));
        }

        Array.ForEach(stores, store => store.Dispose());
        Assert.Equal("4", Ask("SELECT COUNT(*) FROM jobs"));
    }

    private static Task<int> SaveAsync(SqliteJobStore store, Job job) =>
        store.TransactAsync(
            "save",
            jobs =>
            {
                jobs.Save(job);
                return 0;
            },
            default);

    private static JobStoreException Refused(SqliteStoreOptions options)
    {
        JobStoreException refused = Assert.Throws<JobStoreException>(() => SqliteJobStore.Open(options));
        Assert.Contains(options.File, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        return refused;
    }

    private StoreConnection Locked()
    {
        var other = StoreConnection.Open(Options, SqliteOpenMode.ReadWrite);
        other.Begin(SqlText.BeginWrite, TimeSpan.Zero, default);
        return other;
    }

    private string? Ask(string sql)
    {
        using var connection = StoreConnection.Open(Options, SqliteOpenMode.ReadWriteCreate);
        return connection.Value(sql)?.ToString();
    }
}
