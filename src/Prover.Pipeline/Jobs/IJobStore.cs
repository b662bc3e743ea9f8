namespace Prover.Pipeline;

/// <summary>Where jobs are kept: the port to a store that survives the process at any moment.</summary>
/// <remarks>
/// Every rule about jobs is in this project; a store only keeps rows and makes a transaction happen whole or not at
/// all. Transactions are serialised, also between processes that share the store. When the task of
/// <see cref="TransactAsync"/> has ended well, the change is on the disk. A store that cannot write (a full disk, a
/// damaged file) throws <see cref="JobStoreException"/>, and nothing is changed.
/// </remarks>
public interface IJobStore
{
    /// <summary>Runs a change in a transaction, which is durable when this returns.</summary>
    /// <param name="what">Names the step for logs and fault tests: a few lower-case words.</param>
    /// <param name="change">Reads and writes; synchronous and short; if it throws, nothing is changed. It may be run
    /// again if the store was busy, so it has no effects outside.</param>
    /// <param name="cancel">Ends the waiting for the store, never a transaction that has begun to commit.</param>
    Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel);

    /// <summary>Reads one consistent state.</summary>
    Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel);
}
