namespace Prover.Store;

/// <summary>Where the job store's file is and how it is used.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The file; its folder must exist. SQLite keeps two more beside it, with <c>-wal</c> and <c>-shm</c>
    /// appended. Not on a network file system: its locks do not hold there.</summary>
    public required string File { get; init; }

    /// <summary>How long a transaction waits while another process writes, in whole seconds, rounded up; at least
    /// one.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest size of the file in pages of 4 KiB, at most 4,294,967,294: a store at its limit refuses to
    /// write as if the disk were full. Pages are never taken away from a file that is larger.</summary>
    public long Pages { get; init; } = 4_294_967_294;

    /// <summary>What the write-ahead log is cut to after it was larger, in MiB.</summary>
    public int JournalMebiBytes { get; init; } = 64;

    /// <summary>How many reads go on at once, at least 1.</summary>
    public int Readers { get; init; } = 8;
}
