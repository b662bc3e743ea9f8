using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Jobs in one SQLite file: the store of a node on one machine.</summary>
/// <remarks>
/// One connection writes, a few read; each transaction runs on a thread of the pool. A reader sees the state at its
/// first look and is never in the way of the writer. Several processes may open the file. After an error of SQLite the
/// connection is thrown away and the next transaction opens another: a disk that has room again needs no restart.
/// </remarks>
public sealed partial class SqliteJobStore : IJobStore, IDisposable
{
    private readonly SqliteStoreOptions _options;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading;
    private readonly ConcurrentBag<StoreConnection> _idleReaders = [];
    private StoreConnection? _writer;
    private volatile bool _closed;

    private SqliteJobStore(SqliteStoreOptions options, StoreConnection writer)
    {
        _options = options;
        _writer = writer;
        _reading = new SemaphoreSlim(options.Readers);
    }

    /// <summary>The file.</summary>
    public string File => _options.File;

    /// <summary>Opens a file, or makes it if there is none.</summary>
    /// <exception cref="JobStoreException">It cannot be opened, belongs to another program or to a newer version of
    /// this one.</exception>
    public static SqliteJobStore Open(SqliteStoreOptions options) => Open(options, Schema.Current);

    /// <summary>Opens a file with another layout: for tests of the way from one version to the next.</summary>
    internal static SqliteJobStore Open(SqliteStoreOptions options, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Readers, 1);
        options = options with { File = Path.GetFullPath(options.File) };
        if (!Directory.Exists(Path.GetDirectoryName(options.File)))
        {
            throw new JobStoreException($"Job store {options.File}: its folder does not exist; make it first.");
        }

        StoreConnection? writer = null;
        try
        {
            // Two processes that make the file at once: one of them finds it busy while the other changes its mode.
            StoreConnection.WhenFree(
                () =>
                {
                    writer?.Dispose();
                    writer = StoreConnection.Open(options, SqliteOpenMode.ReadWriteCreate);
                    schema.Apply(writer, options.File);
                },
                options.BusyTimeout,
                CancellationToken.None);
            return new SqliteJobStore(options, writer!);
        }
        catch (SqliteException error)
        {
            writer?.Dispose();
            throw SqliteFailure.Explain(options.File, "open", error);
        }
        catch
        {
            writer?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        ArgumentNullException.ThrowIfNull(change);
        return WriteAsync(
            what,
            store => InTransaction(store, () => change(new SqliteTransaction(store)), cancel),
            cancel);
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(_closed, this);
        await _reading.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return await Task.Run(() => Read(read, cancel), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _ = _reading.Release();
        }
    }

    /// <summary>Waits for what is going on, moves the log into the file and closes it.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        for (int reader = 0; reader < _options.Readers; reader++)
        {
            _reading.Wait();
        }

        _writing.Wait();
        foreach (StoreConnection reader in _idleReaders)
        {
            reader.Dispose();
        }

        Checkpoint();
        _writer?.Dispose();
        _writer = null;
        _ = _reading.Release(_options.Readers);
        _ = _writing.Release();
    }

    private async Task<T> WriteAsync<T>(string what, Func<StoreConnection, T> step, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return await Task.Run(() => Write(what, step), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _ = _writing.Release();
        }
    }

    private T InTransaction<T>(StoreConnection store, Func<T> change, CancellationToken cancel)
    {
        store.Begin(SqlText.BeginWrite, _options.BusyTimeout, cancel);
        T result = change();
        store.Commit();
        return result;
    }

    private T Write<T>(string what, Func<StoreConnection, T> step)
    {
        try
        {
            _writer ??= StoreConnection.Open(_options, SqliteOpenMode.ReadWrite);
            return step(_writer);
        }
        catch (Exception error)
        {
            Undo(error is SqliteException);
            if (error is SqliteException failure)
            {
                throw SqliteFailure.Explain(File, what, failure);
            }

            throw;
        }
    }

    // A connection that had an error of its own is thrown away: closing undoes what was not committed.
    private void Undo(bool throwAway)
    {
        try
        {
            if (!throwAway)
            {
                _writer?.Rollback();
                return;
            }
        }
        catch (SqliteException)
        {
            // Undone by closing instead.
        }

        _writer?.Dispose();
        _writer = null;
    }

    private T Read<T>(Func<IJobReader, T> read, CancellationToken cancel)
    {
        StoreConnection? reader = null;
        try
        {
            if (!_idleReaders.TryTake(out reader))
            {
                reader = StoreConnection.Open(_options, SqliteOpenMode.ReadOnly);
            }

            reader.Begin(SqlText.BeginRead, _options.BusyTimeout, cancel);
            try
            {
                return read(new SqliteTransaction(reader));
            }
            finally
            {
                reader.Rollback();
            }
        }
        catch (SqliteException error)
        {
            reader?.Dispose();
            reader = null;
            throw SqliteFailure.Explain(File, "read", error);
        }
        finally
        {
            if (reader is not null)
            {
                _idleReaders.Add(reader);
            }
        }
    }

    // Opening does the same work; a log that stays behind loses nothing.
    private void Checkpoint()
    {
        try
        {
            _writer?.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // Busy with another process, or a full disk.
        }
    }
}
