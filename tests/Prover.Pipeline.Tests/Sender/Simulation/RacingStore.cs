namespace Prover.Pipeline.Tests.Sender;

/// <summary>A store before whose transactions of one name something else happens: another process is faster.</summary>
internal sealed class RacingStore(IJobStore inner, string what, Func<Task> first) : IJobStore
{
    public async Task<T> TransactAsync<T>(string step, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        if (step == what)
        {
            await first();
        }

        return await inner.TransactAsync(step, change, cancel);
    }

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => inner.ReadAsync(read, cancel);
}
