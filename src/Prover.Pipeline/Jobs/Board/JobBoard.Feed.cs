using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Prover.Pipeline;

/// <content>What happens, told within the process.</content>
public sealed partial class JobBoard
{
    /// <summary>News that a slow listener may be behind before the oldest are left out.</summary>
    private const int Backlog = 4096;

    private ImmutableList<Channel<JobNews>> _listeners = [];
    private volatile TaskCompletionSource _changed = NewSignal();

    /// <inheritdoc/>
    /// <remarks>The call itself begins to listen: what is read from the store after it misses nothing.</remarks>
    public IAsyncEnumerable<JobNews> ListenAsync(CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<JobNews>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        _ = ImmutableInterlocked.Update(ref _listeners, list => list.Add(channel));
        CancellationTokenRegistration end = cancel.Register(() => Forget(channel));
        return ReadAsync(channel, end, cancel);
    }

    private async IAsyncEnumerable<JobNews> ReadAsync(
        Channel<JobNews> channel,
        CancellationTokenRegistration end,
        CancellationToken listening,
        [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(listening, cancel);
        try
        {
            await foreach (JobNews news in channel.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
            {
                yield return news;
            }
        }
        finally
        {
            await end.DisposeAsync().ConfigureAwait(false);
            Forget(channel);
        }
    }

    private void Forget(Channel<JobNews> channel) =>
        _ = ImmutableInterlocked.Update(ref _listeners, list => list.Remove(channel));

    /// <summary>Tells events that somebody else made durable: those of the L1 sender.</summary>
    public void Publish(IReadOnlyList<JobEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (JobEvent happened in events)
        {
            Tell(new JobNews(happened.Job, happened, null));
        }

        if (events.Count > 0)
        {
            Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell(JobNews news)
    {
        foreach (Channel<JobNews> listener in _listeners)
        {
            _ = listener.Writer.TryWrite(news);
        }
    }

    /// <summary>Waits for news, or until a time has passed.</summary>
    private async Task WaitForChangeAsync(Task signal, TimeSpan atMost, CancellationToken cancel)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(signal, Task.Delay(atMost, _clock, timer.Token)).ConfigureAwait(false);
        await timer.CancelAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }
}
