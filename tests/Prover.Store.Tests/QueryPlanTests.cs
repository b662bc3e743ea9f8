using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Prover.Store.Tests;

/// <summary>How SQLite answers each statement: none may take longer because there are a million jobs.</summary>
public sealed class QueryPlanTests : IDisposable
{
    // Small tables that are wanted whole, and one view of the counts.
    private static readonly string[] MayScan = [nameof(SqlText.SelectWorkers), nameof(SqlText.CountJobs)];

    // Pruning reads on from where old rows are, in pieces; transactions and workers are few.
    private static readonly string[] MayScanToPrune =
        [nameof(SqlText.PruneWorkers), nameof(SqlText.PruneL1Transactions), nameof(SqlText.LastEventOfPiece)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Statements() =>
    [
        .. typeof(SqlText).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.Name)
            .Where(name => name is not (nameof(SqlText.BeginRead) or nameof(SqlText.BeginWrite)
                or nameof(SqlText.Commit) or nameof(SqlText.Rollback) or nameof(SqlText.CopyTo)
                or nameof(SqlText.CheckOwners))),
    ];

    [Theory]
    [MemberData(nameof(Statements))]
    public void No_statement_scans_or_sorts_a_table_that_grows(string name)
    {
        SqliteStoreOptions options = new() { File = _folder["jobs.db"] };
        SqliteJobStore.Open(options).Dispose();
        string sql = (string)typeof(SqlText).GetField(name)!.GetValue(null)!;
        using var connection = new SqliteConnection($"Data Source={options.File};Pooling=false");
        connection.Open();
        using SqliteCommand explain = connection.CreateCommand();
#pragma warning disable CA2100
        explain.CommandText = "EXPLAIN QUERY PLAN " + sql;
#pragma warning restore CA2100
        List<string> steps = [];
        using (SqliteDataReader rows = Bound(explain, sql).ExecuteReader())
        {
            while (rows.Read())
            {
                steps.Add(rows.GetString(3));
            }
        }

        bool mayScan = MayScan.Contains(name) || MayScanToPrune.Contains(name);
        Assert.DoesNotContain(steps, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => !mayScan && step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private static SqliteCommand Bound(SqliteCommand command, string sql)
    {
        foreach (string name in sql.Split(' ', ',', '(', ')', '\n').Where(word => word.StartsWith('$')).Distinct())
        {
            _ = command.Parameters.AddWithValue(name, 1);
        }

        return command;
    }
}
