using System.Globalization;
using System.Threading.Channels;
using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>Publishes what happens to jobs to a topic exchange, and answers who asks for the events of a job.</summary>
/// <remarks>
/// Every event is published at least once and in order: the last confirmed sequence number is kept in the job store,
/// and after a restart it goes on from there. Progress is published when it happens and is not kept.
/// </remarks>
public sealed class RabbitJobEvents
{
    private const string EventType = "event.v1";
    private const string PublishedName = "queue.events.published";
    private const int BatchSize = 100;
    private const int WaitingNews = 1000;

    /// <summary>Also looks without a wake-up, if something else wrote to the store.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly RabbitOptions _options;
    private readonly RabbitLink _link;
    private readonly RabbitNames _names;
    private readonly IJobStore _store;
    private readonly IJobFeed _feed;
    private readonly TimeProvider _clock;
    private readonly JobQuestions _questions;

    /// <summary>A publisher; <see cref="RunAsync"/> starts it.</summary>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public RabbitJobEvents(
        RabbitOptions options,
        IJobStore store,
        IJobFeed feed,
        TimeProvider clock,
        Action<QueueNotice>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Action<QueueNotice> told = notice ?? (_ => { });
        _link = new RabbitLink(options, clock, told);
        _options = options;
        _names = new RabbitNames(options.Prefix);
        _store = store;
        _feed = feed;
        _clock = clock;
        _questions = new JobQuestions(options, store, told);
    }

    /// <summary>Publishes and answers until cancelled; connects again by itself.</summary>
    /// <exception cref="QueueRefusedException">The broker refuses for good: one clear line.</exception>
    public Task RunAsync(CancellationToken cancel) => _link.RunAsync("prover events", SessionAsync, cancel);

    private async Task SessionAsync(IConnection connection, CancellationToken cancel)
    {
        IChannel channel = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        IChannel asked = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        await using (asked.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await TaskPair.FirstEndsBothAsync(
                PublishAsync(channel, end.Token), _questions.AnswerAllAsync(asked, end.Token), end)
                .ConfigureAwait(false);
        }
    }

    private async Task PublishAsync(IChannel channel, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Channel<JobNews> news = Channel.CreateBounded<JobNews>(
            new BoundedChannelOptions(WaitingNews) { FullMode = BoundedChannelFullMode.DropOldest });
        await TaskPair.FirstEndsBothAsync(
            ListenAsync(news.Writer, end.Token), PublishAsync(channel, news.Reader, end.Token), end)
            .ConfigureAwait(false);
    }

    /// <summary>Waits for news in a loop of its own, so that another wait may end by time.</summary>
    private async Task ListenAsync(ChannelWriter<JobNews> news, CancellationToken cancel)
    {
        await foreach (JobNews one in _feed.ListenAsync(cancel).ConfigureAwait(false))
        {
            _ = news.TryWrite(one);
        }
    }

    private async Task PublishAsync(IChannel channel, ChannelReader<JobNews> news, CancellationToken cancel)
    {
        while (true)
        {
            await PublishStoredAsync(channel, cancel).ConfigureAwait(false);
            while (news.TryRead(out JobNews? one))
            {
                await PublishProgressAsync(channel, one, cancel).ConfigureAwait(false);
            }

            try
            {
                _ = await news.WaitToReadAsync(cancel).AsTask().WaitAsync(LookInterval, _clock, cancel)
                    .ConfigureAwait(false);
            }
            catch (TimeoutException) when (channel.IsOpen)
            {
                // Time to look at the store.
            }
        }
    }

    private async Task PublishStoredAsync(IChannel channel, CancellationToken cancel)
    {
        while (true)
        {
            IReadOnlyList<JobEvent> events = await _store.ReadAsync(
                reader => reader.Events(Published(reader), null, BatchSize), cancel).ConfigureAwait(false);
            if (events.Count == 0)
            {
                return;
            }

            foreach (JobEvent happened in events)
            {
                await SendAsync(channel, happened.Job, QueueMapping.Update(happened), isPersistent: true, cancel)
                    .ConfigureAwait(false);
            }

            string last = events[^1].Sequence.ToString(CultureInfo.InvariantCulture);
            _ = await _store.TransactAsync(
                "note the events that were published",
                transaction =>
                {
                    transaction.SetSetting(PublishedName, last);
                    return true;
                },
                cancel).ConfigureAwait(false);
        }
    }

    private async Task PublishProgressAsync(IChannel channel, JobNews news, CancellationToken cancel)
    {
        if (news.Progress is { } progress)
        {
            JobUpdate update = QueueMapping.Update(news.Job, progress, _clock.GetUtcNow());
            await SendAsync(channel, news.Job, update, isPersistent: false, cancel).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(
        IChannel channel, JobId job, JobUpdate update, bool isPersistent, CancellationToken cancel)
    {
        BasicProperties properties = RabbitSending.Properties(EventType, isPersistent);
        await channel.SendAsync(
            _names.Events,
            RabbitNames.EventKey(job),
            mandatory: false,
            properties,
            JobUpdateCodec.Encode(update),
            _options.RequestTimeout,
            cancel).ConfigureAwait(false);
    }

    private static long Published(IJobReader reader) =>
        long.TryParse(
            reader.Setting(PublishedName), NumberStyles.None, CultureInfo.InvariantCulture, out long last) ? last : 0;
}
