using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Prover.Host.Service.Http;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Who looks at what is stored is woken by events, not by every step of a proof.</summary>
public sealed class AttackSenderWakerTests
{
    private static readonly JobId Job = new(7, 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Progress_wakes_only_those_who_want_it(bool eventsOnly)
    {
        Feed feed = new();
        FeedWaker waker = new(feed, null, eventsOnly);
        await using (waker)
        {
            feed.Tell(new JobNews(Job, null, new WorkProgress(JobStage.Prove, 0.5)));
            Assert.Equal(!eventsOnly, await waker.WaitAsync(TimeSpan.FromMilliseconds(300), default));
            feed.Tell(new JobNews(
                Job, new JobEvent(1, Job, DateTimeOffset.UnixEpoch, JobEventKind.Submitted, JobStage.Witness), null));
            Assert.True(await waker.WaitAsync(TimeSpan.FromSeconds(30), default));
        }
    }

    private sealed class Feed : IJobFeed
    {
        private readonly Channel<JobNews> news = Channel.CreateUnbounded<JobNews>();

        public void Tell(JobNews one) => Assert.True(news.Writer.TryWrite(one));

        public IAsyncEnumerable<JobNews> ListenAsync(CancellationToken cancel) => ReadAsync(cancel);

        private async IAsyncEnumerable<JobNews> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (JobNews one in news.Reader.ReadAllAsync(cancel))
            {
                yield return one;
            }
        }
    }
}
