using System.Globalization;
using Microsoft.Data.Sqlite;
using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Events as rows.</summary>
internal static class EventTable
{
    public static JobEvent Append(StoreConnection store, JobEvent happened)
    {
        object? sequence = store.Prepare(SqlText.AppendEvent)
            .Set("$chain", Column.Ordered(happened.Job.ChainId))
            .Set("$number", happened.Job.BlockNumber)
            .Set("$time", Column.Ticks(happened.Time))
            .Set("$kind", Column.Name(happened.Kind))
            .Set("$stage", Column.Name(happened.Stage))
            .Set("$attempt", happened.Attempt)
            .Set("$by", happened.By)
            .Set("$detail", happened.Detail)
            .Value();
        return happened with { Sequence = System.Convert.ToInt64(sequence, CultureInfo.InvariantCulture) };
    }

    public static IReadOnlyList<JobEvent> Select(StoreConnection store, long after, JobId? job, int limit)
    {
        Statement select = job is { } id
            ? store.Prepare(SqlText.SelectEventsOfJob)
                .Set("$chain", Column.Ordered(id.ChainId)).Set("$number", id.BlockNumber)
            : store.Prepare(SqlText.SelectEvents);
        return select.Set("$after", after).Set("$limit", Math.Max(0, limit)).Rows(Convert);
    }

    private static JobEvent Convert(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetJobId(1),
        row.GetTicks(3),
        row.GetName<JobEventKind>(4),
        row.GetName<JobStage>(5),
        row.GetInt64(6),
        row.GetText(7),
        row.GetText(8));
}
