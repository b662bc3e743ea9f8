using Prover.Pipeline;
using RabbitMQ.Client;

namespace Prover.Queue;

/// <summary>The node's side of the hand-off to workers on other machines.</summary>
/// <remarks>
/// The job table decides who works on what. The queue of work holds tokens that say no more than "there is work": a
/// lost one is replaced, one too many is taken in vain.
/// </remarks>
public sealed class RabbitWorkServer
{
    private const string ReplyType = "work-reply.v1";
    private const string TokenType = "work.v1";
    private const ushort Prefetch = 1;

    private readonly RabbitOptions _options;
    private readonly RabbitLink _link;
    private readonly RabbitNames _names;
    private readonly IWorkBoard _board;
    private readonly TimeProvider _clock;
    private readonly WorkDesk _desk;
    private readonly Action<QueueNotice> _notice;

    /// <summary>A server; <see cref="RunAsync"/> starts it.</summary>
    /// <exception cref="ArgumentException">A setting cannot be.</exception>
    public RabbitWorkServer(
        RabbitOptions options, IWorkBoard board, TimeProvider clock, Action<QueueNotice>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _notice = notice ?? (_ => { });
        _link = new RabbitLink(options, clock, _notice);
        _names = new RabbitNames(options.Prefix);
        _board = board;
        _clock = clock;
        _desk = new WorkDesk(board, _notice);
    }

    /// <summary>Serves workers until cancelled; connects again by itself.</summary>
    /// <exception cref="QueueRefusedException">The broker refuses for good: one clear line.</exception>
    public Task RunAsync(CancellationToken cancel) => _link.RunAsync("prover work", SessionAsync, cancel);

    private async Task SessionAsync(IConnection connection, CancellationToken cancel)
    {
        IChannel control = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        IChannel tokens = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        await using (control.ConfigureAwait(false))
        await using (tokens.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await TaskPair.FirstEndsBothAsync(
                AnswerAllAsync(control, end.Token), OfferAsync(tokens, end.Token), end).ConfigureAwait(false);
        }
    }

    private async Task AnswerAllAsync(IChannel channel, CancellationToken cancel)
    {
        RabbitInbox inbox = await RabbitInbox.OpenAsync(channel, _names.Control, Prefetch, cancel)
            .ConfigureAwait(false);
        await foreach (RabbitDelivery delivery in inbox.Deliveries.ReadAllAsync(cancel).ConfigureAwait(false))
        {
            byte[] answer = await _desk.AnswerAsync(delivery.Body, cancel).ConfigureAwait(false);
            await channel.AnswerAsync(delivery, ReplyType, answer, _options.RequestTimeout, cancel)
                .ConfigureAwait(false);
            await channel.BasicAckAsync(delivery.Tag, multiple: false, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps about as many tokens in the queue as there are jobs to take.</summary>
    private async Task OfferAsync(IChannel channel, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                int wanted = await _board.CountTakeableAsync(cancel).ConfigureAwait(false);
                QueueDeclareOk queue = await channel.QueueDeclarePassiveAsync(_names.Work, cancel)
                    .ConfigureAwait(false);
                for (long here = queue.MessageCount; here < wanted; here++)
                {
                    await channel.SendAsync(
                        string.Empty,
                        _names.Work,
                        mandatory: false,
                        RabbitSending.Properties(TokenType, isPersistent: false),
                        ReadOnlyMemory<byte>.Empty,
                        _options.RequestTimeout,
                        cancel).ConfigureAwait(false);
                }
            }
            catch (JobStoreException problem)
            {
                _notice(new QueueNotice(QueueNoticeKind.Held, $"work: {problem.Message}"));
            }

            await Task.Delay(_options.TokenInterval, _clock, cancel).ConfigureAwait(false);
        }
    }
}
