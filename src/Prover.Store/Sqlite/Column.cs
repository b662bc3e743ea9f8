using System.Globalization;
using System.Numerics;
using Microsoft.Data.Sqlite;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Store;

/// <summary>How values stand in columns; Sql/schema.1.sql names the encodings.</summary>
internal static class Column
{
    private const ulong TopBit = 1UL << 63;

    /// <summary>Keeps the order of unsigned numbers under SQLite's signed order.</summary>
    public static long Ordered(ulong value) => unchecked((long)(value ^ TopBit));

    /// <summary>The bits as they stand: small numbers look like themselves.</summary>
    public static long Bits(ulong value) => unchecked((long)value);

    public static long Ticks(DateTimeOffset time) => time.UtcTicks;

    public static string Wei(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Name<T>(T value)
        where T : struct, Enum =>
        Enum.GetName(value) ?? throw new ArgumentOutOfRangeException(nameof(value), value, "Not a named value.");

    public static ulong GetOrdered(this SqliteDataReader row, int column) =>
        unchecked((ulong)row.GetInt64(column)) ^ TopBit;

    public static ulong GetBits(this SqliteDataReader row, int column) => unchecked((ulong)row.GetInt64(column));

    public static DateTimeOffset GetTicks(this SqliteDataReader row, int column) =>
        new(row.GetInt64(column), TimeSpan.Zero);

    public static BigInteger GetWei(this SqliteDataReader row, int column) =>
        BigInteger.Parse(row.GetString(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static Bytes32 GetBytes32(this SqliteDataReader row, int column) => new(row.GetBlob(column));

    public static byte[] GetBlob(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static string? GetText(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A job's id from the columns chain and number, which stand side by side.</summary>
    public static JobId GetJobId(this SqliteDataReader row, int chain) =>
        new(row.GetOrdered(chain), checked((uint)row.GetInt64(chain + 1)));

    /// <summary>An enumeration's value from its name.</summary>
    /// <exception cref="JobStoreException">A name that this program does not know.</exception>
    public static T GetName<T>(this SqliteDataReader row, int column)
        where T : struct, Enum
    {
        string name = row.GetString(column);
        return Enum.TryParse(name, out T value) && Enum.GetName(value) == name
            ? value
            : throw new JobStoreException($"The job store holds the unknown {typeof(T).Name} {name}.");
    }
}
