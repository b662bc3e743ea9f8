using Prover.Pipeline;

namespace Prover.Store;

/// <summary>A transaction that is open on a connection: gives each call to its table.</summary>
internal sealed class SqliteTransaction(StoreConnection store) : IJobTransaction
{
    public Job? Find(JobId id) => JobTable.Find(store, id);

    public Job? FindByKey(string key) => JobTable.FindByKey(store, key);

    public IReadOnlyList<Job> Select(JobQuery query) => JobTable.Select(store, query);

    public IReadOnlyList<JobCount> Counts() => JobTable.Counts(store);

    public IReadOnlyList<JobEvent> Events(long after, JobId? job, int limit) =>
        EventTable.Select(store, after, job, limit);

    public IReadOnlyList<WorkerRecord> Workers() => WorkerTable.Select(store);

    public IReadOnlyList<L1Transaction> L1Transactions(ulong fromNonce) => L1Table.Select(store, fromNonce);

    public IReadOnlyList<L1Transaction> L1TransactionsOf(JobId job) => L1Table.SelectOf(store, job);

    public string? Setting(string name) =>
        (string?)store.Prepare(SqlText.FindSetting).Set("$name", name).Value();

    public void Save(Job job) => JobTable.Save(store, job);

    public void Remove(JobId id) => JobTable.Remove(store, id);

    public JobEvent Append(JobEvent happened) => EventTable.Append(store, happened);

    public void Save(WorkerRecord worker) => WorkerTable.Save(store, worker);

    public void Save(L1Transaction transaction) => L1Table.Save(store, transaction);

    public void RemoveL1Transaction(ulong nonce) => L1Table.Remove(store, nonce);

    public void SetSetting(string name, string value) =>
        _ = store.Prepare(SqlText.SaveSetting).Set("$name", name).Set("$value", value).Run();
}
