namespace Prover.Pipeline.Tests.Sender;

/// <summary>A store whose process dies before or after a transaction, when told to.</summary>
internal sealed class MortalStore(IJobStore inner) : IJobStore
{
    private bool _before;

    /// <summary>Steps to live, counted in transactions and sends; null for ever.</summary>
    public int? Life { get; private set; }

    /// <summary>The names of the transactions, in order.</summary>
    public List<string> Steps { get; } = [];

    /// <summary>Dies at the step after so many more, before its effect or after it.</summary>
    public void Doom(int steps, bool before) => (Life, _before) = (steps, before);

    public void Immortal() => Life = null;

    public async Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel)
    {
        bool last = IsLast();
        if (last && _before)
        {
            throw new ProcessDiedException();
        }

        T result = await inner.TransactAsync(what, change, cancel);
        Steps.Add(what);
        return last ? throw new ProcessDiedException() : result;
    }

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => inner.ReadAsync(read, cancel);

    /// <summary>Counts a step that is not a transaction; true if the process dies at it, before its effect.</summary>
    public bool DiesAtSend() => IsLast();

    private bool IsLast() => Life is { } life && (Life = life - 1) < 0;
}
