using Microsoft.Data.Sqlite;
using Prover.Pipeline;
using SQLitePCL;

namespace Prover.Store;

/// <summary>Turns an error of SQLite into one line: which file, in which step, what is wrong and what to do.</summary>
internal static class SqliteFailure
{
    /// <summary>Whether somebody else has the file and it is worth waiting.</summary>
    public static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the content of the file is wrong.</summary>
    public static bool IsDamage(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>Whether a row broke the uniqueness of a column.</summary>
    public static bool IsUnique(SqliteException error) =>
        error.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_UNIQUE;

    /// <summary>The exception to throw instead.</summary>
    public static JobStoreException Explain(string file, string what, SqliteException error) =>
        new($"Job store {file}, {what}: {Advice(error)}", error);

    private static string Advice(SqliteException error) => error.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            "another process has had the file locked for too long; end the process that holds it.",
        raw.SQLITE_FULL =>
            "the disk is full, or the file is at its page limit; nothing was changed: make room or raise the limit.",
        raw.SQLITE_READONLY =>
            "the file is read-only; let this user write to the file and to its folder.",
        raw.SQLITE_CANTOPEN =>
            "the file cannot be opened; the folder must exist and this user must be allowed to write to it.",
        raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            "this user may not use the file; give it the permission to read and write.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
            "the file is damaged or is no database; move it away and put a copy of it in its place.",
        raw.SQLITE_IOERR =>
            $"the disk reports an error (SQLite {error.SqliteExtendedErrorCode}); look for a failing or full disk.",
        raw.SQLITE_NOMEM =>
            "SQLite has no memory left; give this machine more or run less on it.",
        _ =>
            $"SQLite error {error.SqliteExtendedErrorCode}: {OneLine(error.Message)}",
    };

    /// <summary>The text without line ends.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
