using System.Collections.Concurrent;

namespace Prover.Compute;

/// <summary>Work spaces that the pieces of one call hand to each other: at most one per thread is made.</summary>
internal sealed class Pool<T>(Func<T> make) : IDisposable
    where T : IDisposable
{
    private readonly ConcurrentBag<T> _free = [];

    /// <summary>Runs <paramref name="body"/> with a work space that nobody else has meanwhile.</summary>
    public void Use(Action<T> body)
    {
        T item = _free.TryTake(out T? free) ? free : make();
        try
        {
            body(item);
        }
        finally
        {
            _free.Add(item);
        }
    }

    /// <summary>Disposes all work spaces; none is in use any more.</summary>
    public void Dispose()
    {
        foreach (T item in _free)
        {
            item.Dispose();
        }

        _free.Clear();
    }
}
