using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Payloads as files named by their hash, in 256 folders named by its first byte.</summary>
/// <remarks>
/// A payload is written to a temporary file beside its place, flushed, renamed and flushed once more under its name;
/// README.md of this folder says why the second flush, and what holds after a power loss. A file under a hash is
/// always whole; what is read is hashed. The folder may be shared with readers; one process puts and collects.
/// </remarks>
public sealed class FolderPayloadStore : IPayloadStore
{
    /// <summary>No payload is larger: 64 MiB.</summary>
    public const int MaxBytes = 64 << 20;

    private const string TemporaryEnding = ".part";

    private readonly string _folder;
    private readonly TimeProvider _clock;

    // One for each folder: between looking at a file's age and removing it, nobody may find it and rely on it.
    private readonly Lock[] _gates = [.. Enumerable.Range(0, 256).Select(_ => new Lock())];

    private FolderPayloadStore(string folder, TimeProvider clock)
    {
        _folder = folder;
        _clock = clock;
    }

    /// <summary>Opens a folder, which must exist, and removes what a process that was killed left half
    /// written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="clock">Gives files their time, by which <see cref="Collect"/> decides.</param>
    /// <exception cref="JobStoreException">It does not exist or cannot be written.</exception>
    public static FolderPayloadStore Open(string folder, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(clock);
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            throw new JobStoreException($"Payload folder {folder}: it does not exist; make it first.");
        }

        var store = new FolderPayloadStore(folder, clock);
        store.Guard("open", store.MakeFolders);
        return store;
    }

    /// <inheritdoc/>
    public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new JobStoreException(
                $"Payload folder {_folder}: {bytes.Length} bytes are more than the limit of {MaxBytes}.");
        }

        return RunAsync("put", () => Put(bytes), cancel);
    }

    /// <inheritdoc/>
    public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) =>
        RunAsync("get", () => Get(hash), cancel);

    /// <inheritdoc/>
    public Task DeleteAsync(ContentHash hash, CancellationToken cancel) =>
        RunAsync(
            "delete",
            () =>
            {
                lock (GateOf(hash))
                {
                    File.Delete(PathOf(hash));
                    return true;
                }
            },
            cancel);

    /// <summary>Removes payloads that nobody names and that were last put before a time.</summary>
    /// <param name="before">Young ones stay: theirs may be a job that is not written yet.</param>
    /// <param name="isNamed">Whether anybody names the payload; asked for old ones only.</param>
    /// <param name="cancel">Stops between two files.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="JobStoreException">The folder cannot be read or written.</exception>
    public int Collect(DateTimeOffset before, Func<ContentHash, bool> isNamed, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(isNamed);
        int removed = 0;
        Guard("collect", () =>
        {
            foreach (string file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            {
                cancel.ThrowIfCancellationRequested();
                if (ContentHash.TryParse(Path.GetFileName(file), out ContentHash hash) && IsOld(file, before)
                    && !isNamed(hash) && DeleteIfOld(hash, before))
                {
                    removed++;
                }
            }
        });
        return removed;
    }

    // A put that finds the same bytes makes the file young and durable and writes nothing.
    private ContentHash Put(ReadOnlyMemory<byte> bytes)
    {
        var hash = ContentHash.Of(bytes.Span);
        string path = PathOf(hash);
        lock (GateOf(hash))
        {
            if (!Holds(path, hash))
            {
                Write(path, bytes.Span);
            }

            File.SetLastWriteTimeUtc(path, _clock.GetUtcNow().UtcDateTime);
            Flush(path);
        }

        return hash;
    }

    private byte[]? Get(ContentHash hash)
    {
        string path = PathOf(hash);
        try
        {
            byte[] bytes = Read(path);
            return ContentHash.Of(bytes) == hash
                ? bytes
                : throw new JobStoreException(
                    $"Payload {path}: damaged, its content has another hash; remove it and send the block again.");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static bool Holds(string path, ContentHash hash) => File.Exists(path) && ContentHash.Of(Read(path)) == hash;

    // A writer or a collector elsewhere is no hindrance: no lock is asked for.
    private static byte[] Read(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length > MaxBytes)
        {
            throw new JobStoreException($"Payload {path}: damaged, it is larger than {MaxBytes} bytes; remove it.");
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    // The temporary file is locked while it is written, so that another process does not take it for a leftover.
    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporaryEnding}";
        try
        {
            using (var file = new FileStream(
                temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // Journalling file systems write the renaming no later than this flush.
    private static void Flush(string path)
    {
        using var file = new FileStream(
            path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    private static bool IsOld(string path, DateTimeOffset before) =>
        File.GetLastWriteTimeUtc(path) < before.UtcDateTime;

    private bool DeleteIfOld(ContentHash hash, DateTimeOffset before)
    {
        string path = PathOf(hash);
        lock (GateOf(hash))
        {
            if (!File.Exists(path) || !IsOld(path, before))
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
    }

    private void MakeFolders()
    {
        for (int first = 0; first < 256; first++)
        {
            _ = Directory.CreateDirectory(Path.Combine(_folder, first.ToString("x2", null)));
        }

        foreach (string file in Directory.EnumerateFiles(
            _folder, "*" + TemporaryEnding, SearchOption.AllDirectories))
        {
            DeleteLeftover(file);
        }
    }

    private static void DeleteLeftover(string file)
    {
        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
            }

            File.Delete(file);
        }
        catch (IOException)
        {
            // Somebody is writing it.
        }
    }

    private string PathOf(ContentHash hash)
    {
        string name = hash.ToString();
        return Path.Combine(_folder, name[..2], name);
    }

    private Lock GateOf(ContentHash hash) => _gates[hash.Value.ToArray()[0]];

    private async Task<T> RunAsync<T>(string what, Func<T> step, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await Task.Run(() => Guard(what, step), CancellationToken.None).ConfigureAwait(false);
    }

    private void Guard(string what, Action step) =>
        _ = Guard(what, () =>
        {
            step();
            return true;
        });

    private T Guard<T>(string what, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string message = error.Message.ReplaceLineEndings(" ");
            throw new JobStoreException(
                $"Payload folder {_folder}, {what}: {message} Look for a full or failing disk and for permissions.",
                error);
        }
    }
}
