using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Store.Tests;

/// <summary>Pruning and copying a store that is in use.</summary>
public sealed class UpkeepTests : IDisposable
{
    private static readonly DateTimeOffset Old = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Limit = Old.AddDays(10);
    private static readonly DateTimeOffset Young = Old.AddDays(20);

    private readonly TemporaryFolder _folder = new();
    private readonly RandomRows _rows = new(1);
    private readonly SqliteJobStore _store;

    public UpkeepTests() => _store = SqliteJobStore.Open(new SqliteStoreOptions { File = _folder["jobs.db"] });

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pruning_removes_old_done_and_dropped_jobs_with_their_events_and_transactions()
    {
        await WriteAsync(jobs =>
        {
            Add(jobs, 1, JobState.Done, Old);
            Add(jobs, 2, JobState.Dropped, Old);
            Add(jobs, 3, JobState.Dead, Old);
            Add(jobs, 4, JobState.Done, Young);
            Add(jobs, 5, JobState.Done, Old);
            Add(jobs, 6, JobState.Dropped, Old);
            Add(jobs, 7, JobState.Waiting, Old);
        });
        Assert.Equal(new PruneReport(2, 2, 2, 0), await _store.PruneAsync(Limit, default));
        await _store.ReadAsync(
            jobs =>
            {
                // 5 is the newest done job, and 6 is behind it.
                uint[] left = [3, 4, 5, 6, 7];
                Assert.Equal(left, jobs.Select(new JobQuery()).Select(job => job.Id.BlockNumber));
                Assert.Equal(left, jobs.Events(0, null, 100).Select(one => one.Job.BlockNumber));
                Assert.Equal(left, jobs.L1Transactions(0).Select(one => one.Job!.Value.BlockNumber));
                Assert.Equal(5, jobs.Counts().Sum(count => count.Count));
                return 0;
            },
            default);
        Assert.Equal(new PruneReport(0, 0, 0, 0), await _store.PruneAsync(Limit, default));
    }

    [Fact]
    public async Task Pruning_gives_no_event_number_twice()
    {
        await WriteAsync(jobs =>
        {
            for (int i = 0; i < 3; i++)
            {
                _ = jobs.Append(_rows.Event(new JobId(1, 1)) with { Time = Old });
            }
        });
        Assert.Equal(3, (await _store.PruneAsync(Limit, default)).Events);
        Assert.Empty(await _store.ReadAsync(jobs => jobs.Events(0, null, 10), default));
        JobEvent next = await _store.TransactAsync(
            "append", jobs => jobs.Append(_rows.Event(new JobId(1, 1))), default);
        Assert.Equal(4, next.Sequence);
    }

    [Fact]
    public async Task Pruning_keeps_the_highest_nonce_and_what_is_not_settled()
    {
        await WriteAsync(jobs =>
        {
            jobs.Save(Sent(1, L1TransactionState.Final, Old));
            jobs.Save(Sent(2, L1TransactionState.Pending, Old));
            jobs.Save(Sent(3, L1TransactionState.Reverted, Young));
            jobs.Save(Sent(4, L1TransactionState.Capped, Old));
            jobs.Save(Sent(5, L1TransactionState.Mined, Old));
            jobs.Save(Sent(6, L1TransactionState.Final, Old));
        });
        Assert.Equal(1, (await _store.PruneAsync(Limit, default)).L1Transactions);
        Assert.Equal(
            [2UL, 3, 4, 5, 6],
            await _store.ReadAsync(jobs => jobs.L1Transactions(0).Select(one => one.Nonce), default));
    }

    [Fact]
    public async Task Pruning_keeps_workers_that_were_seen_or_are_quarantined()
    {
        await WriteAsync(jobs =>
        {
            jobs.Save(_rows.Worker("gone") with { LastSeen = Old, Quarantined = null });
            jobs.Save(_rows.Worker("bad") with { LastSeen = Old, Quarantined = "wrong proofs" });
            jobs.Save(_rows.Worker("here") with { LastSeen = Young, Quarantined = null });
        });
        Assert.Equal(1, (await _store.PruneAsync(Limit, default)).Workers);
        Assert.Equal(["bad", "here"], await _store.ReadAsync(jobs => jobs.Workers().Select(one => one.Name), default));
    }

    [Fact]
    public async Task Pruning_many_rows_makes_the_file_small_again()
    {
        for (uint first = 1; first < 3000; first += 500)
        {
            await WriteAsync(jobs =>
            {
                for (uint n = first; n < first + 500; n++)
                {
                    Add(jobs, n, JobState.Done, Old);
                }
            });
        }

        Checkpoint();
        long before = new FileInfo(_store.File).Length;
        Assert.Equal(new PruneReport(2999, 2999, 2999, 0), await _store.PruneAsync(Limit, default));
        Checkpoint();
        Assert.InRange(new FileInfo(_store.File).Length, 1, before / 5);
        Assert.Empty(await _store.CheckAsync(default));
    }

    [Fact]
    public async Task A_copy_is_a_whole_store_of_one_moment()
    {
        await WriteAsync(jobs => Add(jobs, 1, JobState.Waiting, Old));
        await _store.CopyToAsync(_folder["copy.db"], default);
        await WriteAsync(jobs => Add(jobs, 2, JobState.Waiting, Old));
        using var copy = SqliteJobStore.Open(new SqliteStoreOptions { File = _folder["copy.db"] });
        Assert.Empty(await copy.CheckAsync(default));
        RowAssert.Same(
            await _store.ReadAsync(jobs => jobs.Select(new JobQuery { Limit = 1 }), default),
            await copy.ReadAsync(jobs => jobs.Select(new JobQuery()), default));
    }

    [Fact]
    public async Task A_copy_replaces_no_file()
    {
        await File.WriteAllTextAsync(_folder["copy.db"], "theirs");
        JobStoreException refused = await Assert.ThrowsAsync<JobStoreException>(
            () => _store.CopyToAsync(_folder["copy.db"], default));
        Assert.Contains("exists", refused.Message, StringComparison.Ordinal);
        Assert.Equal("theirs", await File.ReadAllTextAsync(_folder["copy.db"]));
    }

    [Fact]
    public async Task A_copy_into_a_missing_folder_is_refused()
    {
        JobStoreException refused = await Assert.ThrowsAsync<JobStoreException>(
            () => _store.CopyToAsync(_folder["none/copy.db"], default));
        Assert.Contains("copy to", refused.Message, StringComparison.Ordinal);
    }

    private void Add(IJobTransaction jobs, uint number, JobState state, DateTimeOffset time)
    {
        Job job = _rows.Job(new JobId(1, number)) with
        {
            Stage = state == JobState.Done ? JobStage.Final : JobStage.Prove,
            State = state,
            StageSince = time,
        };
        jobs.Save(job);
        _ = jobs.Append(_rows.Event(job.Id) with { Time = Old });
        jobs.Save(Sent(number, L1TransactionState.Final, Old) with { Job = job.Id });
    }

    private L1Transaction Sent(ulong nonce, L1TransactionState state, DateTimeOffset time) =>
        _rows.Transaction(nonce, null) with
        {
            State = state,
            Versions = [new L1TransactionVersion(default, 1, 1, new byte[10], time)],
        };

    private Task<int> WriteAsync(Action<IJobTransaction> change) =>
        _store.TransactAsync(
            "write",
            jobs =>
            {
                change(jobs);
                return 0;
            },
            default);

    private void Checkpoint()
    {
        using var connection = StoreConnection.Open(
            new SqliteStoreOptions { File = _store.File }, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite);
        connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
