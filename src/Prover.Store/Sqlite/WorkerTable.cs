using Prover.Pipeline;

namespace Prover.Store;

/// <summary>Workers as rows.</summary>
internal static class WorkerTable
{
    public static void Save(StoreConnection store, WorkerRecord worker) =>
        _ = store.Prepare(SqlText.SaveWorker)
            .Set("$name", worker.Name)
            .Set("$last_seen", Column.Ticks(worker.LastSeen))
            .Set("$proofs_right", worker.ProofsRight)
            .Set("$proofs_wrong", worker.ProofsWrong)
            .Set("$failures", worker.Failures)
            .Set("$quarantined", worker.Quarantined)
            .Run();

    public static IReadOnlyList<WorkerRecord> Select(StoreConnection store) =>
        store.Prepare(SqlText.SelectWorkers).Rows(row => new WorkerRecord
        {
            Name = row.GetString(0),
            LastSeen = row.GetTicks(1),
            ProofsRight = row.GetInt64(2),
            ProofsWrong = row.GetInt64(3),
            Failures = row.GetInt64(4),
            Quarantined = row.GetText(5),
        });
}
