using System.Globalization;
using Microsoft.Data.Sqlite;
using Prover.Pipeline;

namespace Prover.Store;

/// <content>What an operator does with the file while it is in use.</content>
public sealed partial class SqliteJobStore
{
    // Rows in one transaction of pruning: a few milliseconds for whoever waits behind it.
    private const int PruneRows = 500;

    /// <summary>Removes what is over and older than a time, in many small transactions; may be stopped between
    /// them.</summary>
    /// <remarks>
    /// Done and dropped jobs, their events, their settled transactions, workers that are gone. Of each chain the
    /// newest done job stays, and the transaction with the highest nonce. A key or number of a job that was removed is
    /// unknown again: the time should be so long ago that nobody sends the block once more. Space is given back to the
    /// file system.
    /// </remarks>
    /// <exception cref="JobStoreException">The store cannot write.</exception>
    public async Task<PruneReport> PruneAsync(DateTimeOffset before, CancellationToken cancel)
    {
        int jobs = await PruneRowsAsync("prune jobs", SqlText.PruneJobs, before, cancel).ConfigureAwait(false);
        int events = await PruneEventsAsync(before, cancel).ConfigureAwait(false);
        int transactions = await PruneRowsAsync("prune transactions", SqlText.PruneL1Transactions, before, cancel)
            .ConfigureAwait(false);
        int workers = await PruneRowsAsync("prune workers", SqlText.PruneWorkers, before, cancel)
            .ConfigureAwait(false);
        await ShrinkAsync(cancel).ConfigureAwait(false);
        return new PruneReport(jobs, events, transactions, workers);
    }

    /// <summary>Writes a copy of one consistent state to a file that does not exist yet; others go on meanwhile.
    /// The copy is on the disk when this returns.</summary>
    /// <exception cref="JobStoreException">The file exists or cannot be written.</exception>
    public async Task CopyToAsync(string file, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ObjectDisposedException.ThrowIf(_closed, this);
        cancel.ThrowIfCancellationRequested();
        await Task.Run(() => CopyTo(Path.GetFullPath(file)), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Reads the whole file and checks it; what is wrong, one line each, empty if nothing is.</summary>
    /// <remarks>Takes about as long as reading the file; others go on meanwhile.</remarks>
    /// <exception cref="JobStoreException">It cannot be read at all.</exception>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        cancel.ThrowIfCancellationRequested();
        return await Task.Run(Check, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<int> PruneRowsAsync(string what, string sql, DateTimeOffset before, CancellationToken cancel)
    {
        int all = 0;
        for (int some = PruneRows; some == PruneRows; all += some)
        {
            some = await WriteAsync(
                    what,
                    store => InTransaction(store, () => Prune(store, sql, before), cancel),
                    cancel)
                .ConfigureAwait(false);
        }

        return all;
    }

    private static int Prune(StoreConnection store, string sql, DateTimeOffset before) =>
        store.Prepare(sql).Set("$before", Column.Ticks(before)).Set("$limit", PruneRows).Run();

    private async Task<int> PruneEventsAsync(DateTimeOffset before, CancellationToken cancel)
    {
        int all = 0;
        long after = 0;
        while (true)
        {
            (int some, long? last) = await WriteAsync(
                    "prune events",
                    store => InTransaction(store, () => PruneEvents(store, after, before), cancel),
                    cancel)
                .ConfigureAwait(false);
            all += some;
            if (last is not { } seen)
            {
                return all;
            }

            after = seen;
        }
    }

    // How many were removed, and the last one that was looked at; null behind the last old one.
    private static (int Removed, long? Last) PruneEvents(StoreConnection store, long after, DateTimeOffset before)
    {
        (long? last, long oldest) = store.Prepare(SqlText.LastEventOfPiece)
            .Set("$after", after)
            .Set("$limit", PruneRows)
            .Rows(row => row.IsDBNull(0) ? ((long?)null, 0L) : (row.GetInt64(0), row.GetInt64(1)))[0];
        if (last is null || oldest >= Column.Ticks(before))
        {
            return (0, null);
        }

        int removed = store.Prepare(SqlText.PruneEvents)
            .Set("$after", after).Set("$last", last).Set("$before", Column.Ticks(before)).Run();
        return (removed, last);
    }

    private async Task ShrinkAsync(CancellationToken cancel)
    {
        for (long free = 1; free > 0;)
        {
            free = await WriteAsync(
                    "shrink",
                    store =>
                    {
                        store.Run($"PRAGMA incremental_vacuum({PruneRows})");
                        return Convert.ToInt64(
                            store.Value("PRAGMA freelist_count"), CultureInfo.InvariantCulture);
                    },
                    cancel)
                .ConfigureAwait(false);
        }
    }

    private void CopyTo(string file)
    {
        if (System.IO.File.Exists(file))
        {
            throw new JobStoreException($"Job store {File}, copy: the file {file} exists; name another one.");
        }

        try
        {
            using var store = StoreConnection.Open(_options, SqliteOpenMode.ReadWrite);
            _ = store.Prepare(SqlText.CopyTo).Set("$file", file).Run();

            // SQLite leaves that to the system for a copy.
            using var copy = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
            copy.Flush(flushToDisk: true);
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Explain(File, $"copy to {file}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JobStoreException($"Job store {File}, copy to {file}: {error.Message}", error);
        }
    }

    private IReadOnlyList<string> Check()
    {
        try
        {
            using var store = StoreConnection.Open(_options, SqliteOpenMode.ReadOnly);
            string[] wrong =
                [.. store.Texts("PRAGMA integrity_check").Where(line => line != "ok").Select(SqliteFailure.OneLine)];
            return wrong.Length > 0 ? wrong : store.Texts(SqlText.CheckOwners);
        }
        catch (SqliteException error) when (SqliteFailure.IsDamage(error))
        {
            return [SqliteFailure.OneLine(error.Message)];
        }
        catch (SqliteException error)
        {
            throw SqliteFailure.Explain(File, "check", error);
        }
    }
}
