using System.Globalization;
using System.Reflection;
using Prover.Pipeline;

namespace Prover.Store;

/// <summary>The layout of the file: recognises it, makes it, brings an older one to the newest version.</summary>
/// <remarks>
/// The version is in <c>user_version</c> and the owner in <c>application_id</c>, both in the header of every SQLite
/// file. A script <c>Sql/schema.N.sql</c> leads from version N − 1 to N; it never changes once it was released.
/// </remarks>
internal sealed class Schema(IReadOnlyList<string> steps)
{
    /// <summary>"PRVJ" in ASCII.</summary>
    public const long ApplicationId = 0x50_52_56_4A;

    /// <summary>The layout that this program writes.</summary>
    public static readonly Schema Current = new([Script("schema.1.sql")]);

    /// <summary>The newest version: one for each script.</summary>
    public int Version => steps.Count;

    /// <summary>Makes or updates the layout of an open file.</summary>
    /// <exception cref="JobStoreException">Of another program, or of a newer version.</exception>
    public void Apply(StoreConnection store, string file)
    {
        if (Number(store, "PRAGMA user_version") == 0)
        {
            // Before the first table: pages that pruning has emptied can be given back to the file system.
            store.Run("PRAGMA auto_vacuum = INCREMENTAL");
        }

        // Kept in the file; a no-op but for the first time.
        store.Run("PRAGMA journal_mode = WAL");
        store.Begin(SqlText.BeginWrite, TimeSpan.Zero, CancellationToken.None);
        int version = Recognise(store, file);
        if (version < Version)
        {
            foreach (string step in steps.Skip(version))
            {
                store.Run(step);
            }

            store.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            store.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"));
        }

        store.Commit();
    }

    /// <summary>The text of a script in Sql/.</summary>
    public static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private int Recognise(StoreConnection store, string file)
    {
        long version = Number(store, "PRAGMA user_version");
        long owner = Number(store, "PRAGMA application_id");
        bool isNew = version == 0 && owner == 0 && Number(store, "SELECT COUNT(*) FROM sqlite_master") == 0;
        if (!isNew && owner != ApplicationId)
        {
            throw new JobStoreException($"Job store {file}: it belongs to another program; name another file.");
        }

        return version <= Version
            ? (int)version
            : throw new JobStoreException(
                $"Job store {file}: it has schema version {version}, this program knows versions up to {Version}; "
                + "use a newer program.");
    }

    private static long Number(StoreConnection store, string sql) =>
        Convert.ToInt64(store.Value(sql), CultureInfo.InvariantCulture);
}
