namespace Prover.Host.Service.Http;

/// <summary>Counts what is under way, up to a limit.</summary>
/// <param name="most">The limit.</param>
internal sealed class RoomFor(int most)
{
    private int count;

    /// <summary>Takes a place; false if none is free.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref count) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref count);
}
