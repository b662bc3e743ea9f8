namespace Prover.Pipeline;

/// <summary>Reads and writes a store within a transaction; reads see the writes before them.</summary>
public interface IJobTransaction : IJobReader
{
    /// <summary>Inserts a job or replaces the one with its id.</summary>
    /// <exception cref="JobStoreException">Another job has its key.</exception>
    void Save(Job job);

    /// <summary>Removes a job for good, with its key; its events stay.</summary>
    void Remove(JobId id);

    /// <summary>Writes an event; the store gives it the next sequence number.</summary>
    /// <returns>The event with its number.</returns>
    JobEvent Append(JobEvent happened);

    /// <summary>Inserts a worker or replaces the one with its name.</summary>
    void Save(WorkerRecord worker);

    /// <summary>Inserts a transaction of the L1 sender or replaces the one with its nonce.</summary>
    void Save(L1Transaction transaction);

    /// <summary>Removes a transaction that was never sent, by its nonce.</summary>
    void RemoveL1Transaction(ulong nonce);

    /// <summary>Sets a small value of the node's own.</summary>
    void SetSetting(string name, string value);
}
