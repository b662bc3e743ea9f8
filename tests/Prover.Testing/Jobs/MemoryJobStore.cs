using System.Collections.Immutable;
using Prover.Pipeline;

namespace Prover.Testing;

/// <summary>The job store's slow twin: immutable maps, a transaction swaps the whole of them.</summary>
/// <remarks>Nothing survives the process; it passes the same contract otherwise.</remarks>
public sealed class MemoryJobStore : IJobStore
{
    private readonly Lock _gate = new();
    private MemoryJobs _jobs = new();

    /// <inheritdoc/>
    public Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrEmpty(what);
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            MemoryJobs next = _jobs.Copy();
            T result = change(next);
            _jobs = next;
            return Task.FromResult(result);
        }
    }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(read(_jobs.Copy()));
    }

    private sealed class MemoryJobs : IJobTransaction
    {
        private ImmutableSortedDictionary<JobId, Job> jobs = ImmutableSortedDictionary<JobId, Job>.Empty;
        private ImmutableList<JobEvent> events = [];
        private ImmutableSortedDictionary<string, WorkerRecord> workers =
            ImmutableSortedDictionary.Create<string, WorkerRecord>(StringComparer.Ordinal);
        private ImmutableSortedDictionary<ulong, L1Transaction> transactions =
            ImmutableSortedDictionary<ulong, L1Transaction>.Empty;
        private ImmutableDictionary<string, string> settings = ImmutableDictionary<string, string>.Empty;

        public MemoryJobs Copy() => (MemoryJobs)MemberwiseClone();

        public Job? Find(JobId id) => jobs.GetValueOrDefault(id);

        public Job? FindByKey(string key) => jobs.Values.FirstOrDefault(job => job.Key == key);

        public IReadOnlyList<Job> Select(JobQuery query)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 10_000);
            IEnumerable<Job> all = query.NewestFirst ? jobs.Values.Reverse() : jobs.Values;
            return
            [
                .. all
                    .Where(job => query.Stages.Count == 0 || query.Stages.Contains(job.Stage))
                    .Where(job => query.States.Count == 0 || query.States.Contains(job.State))
                    .Where(job => query.After is not { } after
                        || (query.NewestFirst ? job.Id < after : job.Id > after))
                    .Take(query.Limit),
            ];
        }

        public IReadOnlyList<JobCount> Counts() =>
        [
            .. jobs.Values
                .GroupBy(job => (job.Stage, job.State))
                .OrderBy(group => group.Key)
                .Select(group => new JobCount(
                    group.Key.Stage, group.Key.State, group.Count(), group.Min(job => job.StageSince))),
        ];

        public IReadOnlyList<JobEvent> Events(long after, JobId? job, int limit) =>
            [.. events.Where(e => e.Sequence > after && (job is null || e.Job == job)).Take(limit)];

        public IReadOnlyList<WorkerRecord> Workers() => [.. workers.Values];

        public IReadOnlyList<L1Transaction> L1Transactions(ulong fromNonce) =>
            [.. transactions.Values.Where(sent => sent.Nonce >= fromNonce)];

        public IReadOnlyList<L1Transaction> L1TransactionsOf(JobId job) =>
            [.. transactions.Values.Where(sent => sent.Job == job)];

        public string? Setting(string name) => settings.GetValueOrDefault(name);

        public void Save(Job job)
        {
            if (jobs.Values.Any(other => other.Key == job.Key && other.Id != job.Id))
            {
                throw new JobStoreException($"Another job has the key {job.Key}.");
            }

            jobs = jobs.SetItem(job.Id, job);
        }

        public void Remove(JobId id) => jobs = jobs.Remove(id);

        public JobEvent Append(JobEvent happened)
        {
            JobEvent stored = happened with { Sequence = events.Count + 1 };
            events = events.Add(stored);
            return stored;
        }

        public void Save(WorkerRecord worker) => workers = workers.SetItem(worker.Name, worker);

        public void Save(L1Transaction transaction) =>
            transactions = transactions.SetItem(transaction.Nonce, transaction);

        public void RemoveL1Transaction(ulong nonce) => transactions = transactions.Remove(nonce);

        public void SetSetting(string name, string value) => settings = settings.SetItem(name, value);
    }
}
