using System.Text.Json;
using Microsoft.Data.Sqlite;
using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Jobs as rows.</summary>
internal static class JobTable
{
    private const int MaxLimit = 10_000;

    // Beyond every job in one direction: number 0 is no block, and none is above the last.
    private static readonly JobId First = new(0, 0);
    private static readonly JobId Last = new(ulong.MaxValue, uint.MaxValue);

    public static void Save(StoreConnection store, Job job)
    {
        Statement save = store.Prepare(SqlText.SaveJob)
            .Set("$chain", Column.Ordered(job.Id.ChainId))
            .Set("$number", job.Id.BlockNumber)
            .Set("$key", job.Key)
            .Set("$envelope", job.Envelope.Value.ToArray())
            .Set("$circuit", job.CircuitId.ToArray())
            .Set("$admitted", Column.Ticks(job.Admitted))
            .Set("$stage", Column.Name(job.Stage))
            .Set("$state", Column.Name(job.State))
            .Set("$stage_since", Column.Ticks(job.StageSince))
            .Set("$failures", job.Failures)
            .Set("$not_before", Column.Ticks(job.NotBefore))
            .Set("$fence", job.Fence)
            .Set("$failed_workers", JsonSerializer.Serialize(job.FailedWorkers))
            .Set("$proof", job.Proof?.ToArray())
            .Set("$proved_by", job.ProvedBy)
            .Set("$reason", job.Reason);
        SetLease(save, job.Lease);
        try
        {
            _ = save.Run();
        }
        catch (SqliteException error) when (SqliteFailure.IsUnique(error))
        {
            throw new JobStoreException($"Another job has the key {job.Key}.", error);
        }
    }

    public static void Remove(StoreConnection store, JobId id) => _ = At(store.Prepare(SqlText.RemoveJob), id).Run();

    public static Job? Find(StoreConnection store, JobId id) => One(At(store.Prepare(SqlText.FindJob), id));

    public static Job? FindByKey(StoreConnection store, string key) =>
        One(store.Prepare(SqlText.FindJobByKey).Set("$key", key));

    /// <summary>The jobs that match a query, in order.</summary>
    /// <remarks>
    /// One look into the index for each wanted pair of stage and state, at most 30, and then the rows themselves: the
    /// cost grows with the limit and never with the number of jobs. One statement with IN lists would sort all jobs
    /// that match, a million finished ones among them.
    /// </remarks>
    public static IReadOnlyList<Job> Select(StoreConnection store, JobQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, MaxLimit);
        JobId after = query.After ?? (query.NewestFirst ? Last : First);
        if (query.Stages.Count == 0 && query.States.Count == 0)
        {
            string all = query.NewestFirst ? SqlText.SelectJobsNewestFirst : SqlText.SelectJobs;
            return At(store.Prepare(all), after).Set("$limit", query.Limit).Rows(Convert);
        }

        IEnumerable<JobId> ids = Ids(store, query, after);
        ids = query.NewestFirst ? ids.OrderDescending() : ids.Order();
        return [.. ids.Take(query.Limit).Select(id => Find(store, id)!)];
    }

    public static IReadOnlyList<JobCount> Counts(StoreConnection store) =>
    [
        .. store.Prepare(SqlText.CountJobs)
            .Rows(row => new JobCount(
                row.GetName<JobStage>(0), row.GetName<JobState>(1), row.GetInt32(2), row.GetTicks(3)))
            .OrderBy(count => (count.Stage, count.State)),
    ];

    private static List<JobId> Ids(StoreConnection store, JobQuery query, JobId after)
    {
        IEnumerable<JobStage> stages = query.Stages.Count > 0 ? query.Stages.Distinct() : Enum.GetValues<JobStage>();
        JobState[] states = query.States.Count > 0 ? [.. query.States.Distinct()] : Enum.GetValues<JobState>();
        string sql = query.NewestFirst ? SqlText.SelectIdsNewestFirst : SqlText.SelectIds;
        List<JobId> ids = [];
        foreach (JobStage stage in stages)
        {
            foreach (JobState state in states)
            {
                ids.AddRange(At(store.Prepare(sql), after)
                    .Set("$stage", Column.Name(stage))
                    .Set("$state", Column.Name(state))
                    .Set("$limit", query.Limit)
                    .Rows(row => row.GetJobId(0)));
            }
        }

        return ids;
    }

    private static Statement At(Statement statement, JobId id) =>
        statement.Set("$chain", Column.Ordered(id.ChainId)).Set("$number", id.BlockNumber);

    private static Job? One(Statement find)
    {
        using SqliteDataReader row = find.Read();
        return row.Read() ? Convert(row) : null;
    }

    private static void SetLease(Statement save, JobLease? lease)
    {
        _ = save
            .Set("$lease_worker", lease?.Worker)
            .Set("$lease_device", lease?.Device)
            .Set("$lease_since", lease?.Since.UtcTicks)
            .Set("$lease_until", lease?.Until.UtcTicks)
            .Set("$lease_progress", lease?.Progress)
            .Set("$lease_progress_at", lease?.ProgressAt.UtcTicks);
    }

    // Columns in the order of SqlText.JobColumns.
    private static Job Convert(SqliteDataReader row) => new()
    {
        Id = row.GetJobId(0),
        Key = row.GetString(2),
        Envelope = new ContentHash(row.GetBytes32(3)),
        CircuitId = row.GetBytes32(4),
        Admitted = row.GetTicks(5),
        Stage = row.GetName<JobStage>(6),
        State = row.GetName<JobState>(7),
        StageSince = row.GetTicks(8),
        Failures = row.GetInt32(9),
        NotBefore = row.GetTicks(10),
        Fence = row.GetInt64(11),
        Lease = row.IsDBNull(12) ? null : ConvertLease(row),
        FailedWorkers = JsonSerializer.Deserialize<string[]>(row.GetString(18)) ?? [],
        // A null array would become empty memory, which is not nothing.
        Proof = row.IsDBNull(19) ? default(ReadOnlyMemory<byte>?) : row.GetBlob(19),
        ProvedBy = row.GetText(20),
        Reason = row.GetText(21),
    };

    private static JobLease ConvertLease(SqliteDataReader row) => new(
        row.GetString(12),
        row.GetString(13),
        row.GetTicks(14),
        row.GetTicks(15),
        row.GetDouble(16),
        row.GetTicks(17));
}
