using System.Threading.Channels;
using Prover.Pipeline;

namespace Prover.Host.Service.Http;

/// <summary>Wakes an event stream when there is news; a stream that is slow is woken once for many.</summary>
internal sealed class FeedWaker : IAsyncDisposable
{
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource end = new();
    private readonly Task listening;
    private JobNews? progress;

    /// <summary>Listens from now on: what is read from the store later cannot have been missed.</summary>
    /// <param name="feed">The news.</param>
    /// <param name="job">Only news of this job; null for all.</param>
    /// <param name="eventsOnly">Whether progress wakes nobody: for those who look at what is stored.</param>
    public FeedWaker(IJobFeed feed, JobId? job, bool eventsOnly = false)
    {
        IAsyncEnumerator<JobNews> news = feed.ListenAsync(end.Token).GetAsyncEnumerator(end.Token);
        listening = ListenAsync(news, news.MoveNextAsync(), job, eventsOnly);
    }

    /// <summary>The last progress that was told and not taken yet; null if there is none.</summary>
    public JobNews? TakeProgress() => Interlocked.Exchange(ref progress, null);

    /// <summary>Waits for news; false if none came in time.</summary>
    public async Task<bool> WaitAsync(TimeSpan most, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(most);
        try
        {
            return await bell.Reader.ReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    private async Task ListenAsync(
        IAsyncEnumerator<JobNews> news, ValueTask<bool> first, JobId? job, bool eventsOnly)
    {
        await using (news.ConfigureAwait(false))
        {
            for (bool more = await first.ConfigureAwait(false); more;
                more = await news.MoveNextAsync().ConfigureAwait(false))
            {
                JobNews one = news.Current;
                if ((job is null || one.Job == job) && (one.Progress is null || !eventsOnly))
                {
                    if (one.Progress is not null)
                    {
                        Volatile.Write(ref progress, one);
                    }

                    _ = bell.Writer.TryWrite(true);
                }
            }
        }
    }
}
