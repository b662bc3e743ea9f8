using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Prover.Store;

/// <summary>One connection to the file with its prepared statements; one user at a time.</summary>
internal sealed class StoreConnection : IDisposable
{
    // SQLite waits so long in one attempt. Microsoft.Data.Sqlite would go on by itself, at every 150 ms, up to its
    // own timeout of whole seconds: with one second the two end together and the caller may look up in between.
    private const int AttemptSeconds = 1;

    private const int MebiByte = 1 << 20;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    private StoreConnection(SqliteConnection connection) => _connection = connection;

    private bool InTransaction => raw.sqlite3_get_autocommit(_connection.Handle!) == 0;

    /// <summary>Opens the file.</summary>
    /// <param name="options">Which file and how.</param>
    /// <param name="mode">Whether the file may be made; whether it is only read.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static StoreConnection Open(SqliteStoreOptions options, SqliteOpenMode mode)
    {
        SqliteConnectionStringBuilder text = new()
        {
            DataSource = options.File,
            Mode = mode == SqliteOpenMode.ReadOnly ? SqliteOpenMode.ReadWrite : mode,
            Pooling = false,
            DefaultTimeout = AttemptSeconds,
            ForeignKeys = true,
        };
        var connection = new StoreConnection(new SqliteConnection(text.ToString()));
        try
        {
            connection._connection.Open();
            connection.Run($"PRAGMA busy_timeout = {AttemptSeconds * 1000}");
            connection.Run("PRAGMA synchronous = FULL");
            connection.Run($"PRAGMA journal_size_limit = {options.JournalMebiBytes * MebiByte}");
            connection.Run(mode == SqliteOpenMode.ReadOnly
                ? "PRAGMA query_only = ON"
                : $"PRAGMA max_page_count = {options.Pages}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement, compiled at its first use.</summary>
    /// <param name="sql">A constant of <see cref="SqlText"/>: found again by its reference.</param>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out Statement? statement))
        {
            statement = new Statement(Command(sql));
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement, or a script of several, once.</summary>
    public void Run(string sql)
    {
        using SqliteCommand command = Command(sql);
        using SqliteDataReader rows = command.ExecuteReader();

        // Some pragmas do one piece of their work per row.
        do
        {
            while (rows.Read())
            {
            }
        }
        while (rows.NextResult());
    }

    /// <summary>The first value of a statement that is run once.</summary>
    public object? Value(string sql)
    {
        using var statement = new Statement(Command(sql));
        return statement.Value();
    }

    /// <summary>The first column of all rows of a statement that is run once.</summary>
    public IReadOnlyList<string> Texts(string sql)
    {
        using var statement = new Statement(Command(sql));
        return statement.Rows(row => row.GetString(0));
    }

    /// <summary>Begins a transaction; waits for another writer.</summary>
    /// <param name="sql">How to begin.</param>
    /// <param name="patience">How many seconds to wait, rounded up.</param>
    /// <param name="cancel">Ends the waiting within a second.</param>
    /// <exception cref="SqliteException">Busy for longer.</exception>
    public void Begin(string sql, TimeSpan patience, CancellationToken cancel) =>
        WhenFree(() => _ = Prepare(sql).Run(), patience, cancel);

    /// <summary>Makes a transaction durable.</summary>
    public void Commit() => _ = Prepare(SqlText.Commit).Run();

    /// <summary>Undoes a transaction, if there still is one: after some errors SQLite has undone it already.</summary>
    public void Rollback()
    {
        if (InTransaction)
        {
            _ = Prepare(SqlText.Rollback).Run();
        }
    }

    /// <summary>Closes it; what was not committed is undone.</summary>
    public void Dispose()
    {
        foreach (Statement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Runs a step again while somebody else has the file, a bounded number of times.</summary>
    public static void WhenFree(Action step, TimeSpan patience, CancellationToken cancel)
    {
        int attempts = Math.Max(1, (int)Math.Ceiling(patience.TotalSeconds / AttemptSeconds));
        for (int attempt = 1; ; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                step();
                return;
            }
            catch (SqliteException busy) when (SqliteFailure.IsBusy(busy) && attempt < attempts)
            {
                // SQLite itself has waited a second.
            }
        }
    }

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();

        // Only constants of this project, numbers of options and the schema's files come here.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
