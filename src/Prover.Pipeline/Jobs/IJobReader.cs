namespace Prover.Pipeline;

/// <summary>Reads a store within a transaction. What it returns is complete: nothing is read later.</summary>
public interface IJobReader
{
    /// <summary>A job; null if there is none.</summary>
    Job? Find(JobId id);

    /// <summary>The job that was admitted under a key; null if there is none.</summary>
    Job? FindByKey(string key);

    /// <summary>The jobs that match, in order.</summary>
    IReadOnlyList<Job> Select(JobQuery query);

    /// <summary>How many jobs there are by stage and state, and how long the oldest has been in its stage.</summary>
    IReadOnlyList<JobCount> Counts();

    /// <summary>Events after a sequence number, of one job or of all, in order, at most so many.</summary>
    IReadOnlyList<JobEvent> Events(long after, JobId? job, int limit);

    /// <summary>All workers that were ever seen, by name.</summary>
    IReadOnlyList<WorkerRecord> Workers();

    /// <summary>The transactions of the L1 sender from a nonce on, by nonce.</summary>
    IReadOnlyList<L1Transaction> L1Transactions(ulong fromNonce);

    /// <summary>The transactions of a job, by nonce; empty if it has none.</summary>
    IReadOnlyList<L1Transaction> L1TransactionsOf(JobId job);

    /// <summary>A small value of the node's own (a schema version, the chain it belongs to); null if there is
    /// none.</summary>
    string? Setting(string name);
}
