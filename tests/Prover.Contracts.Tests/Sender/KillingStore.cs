using Prover.Pipeline;

namespace Prover.Contracts.Tests;

/// <summary>A store whose process is killed before or after one of its transactions.</summary>
internal sealed class KillingStore(IJobStore inner) : IJobStore
{
    /// <summary>The transaction to be killed at, from 0; negative for none.</summary>
    public int KillAt { get; set; } = -1;

    /// <summary>Whether before its effect or after it.</summary>
    public bool Before { get; set; }

    /// <summary>Transactions so far.</summary>
    public int Count { get; private set; }

    public async Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        bool kill = Count++ == KillAt;
        if (kill && Before)
        {
            throw new KilledException();
        }

        T result = await inner.TransactAsync(what, change, cancel);
        return kill ? throw new KilledException() : result;
    }

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => inner.ReadAsync(read, cancel);
}
