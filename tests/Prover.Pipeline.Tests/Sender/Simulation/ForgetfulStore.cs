namespace Prover.Pipeline.Tests.Sender;

/// <summary>Without the rule that signed bytes are stored before they are sent: those steps are not kept.</summary>
internal sealed class ForgetfulStore(IJobStore inner, string what) : IJobStore
{
    public async Task<T> TransactAsync<T>(string step, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        if (step != what)
        {
            return await inner.TransactAsync(step, change, cancel);
        }

        try
        {
            return await inner.TransactAsync<T>(step, store => throw new Undone<T>(change(store)), cancel);
        }
        catch (Undone<T> undone)
        {
            return undone.Result;
        }
    }

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => inner.ReadAsync(read, cancel);

    private sealed class Undone<T>(T result) : Exception
    {
        public T Result { get; } = result;
    }
}
