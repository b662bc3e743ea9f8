namespace Prover.Queue;

/// <summary>Two loops of one session.</summary>
internal static class TaskPair
{
    /// <summary>When one ends, the other is told to; gives what the first one ended with.</summary>
    public static async Task FirstEndsBothAsync(Task one, Task other, CancellationTokenSource end)
    {
        Task first = await Task.WhenAny(one, other).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        Task second = first == one ? other : one;
        await second.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }
}
