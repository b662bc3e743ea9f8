using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Takes the replies that come back on a channel by RabbitMQ's direct reply-to.</summary>
/// <param name="channel">The channel that requests are published on.</param>
/// <param name="arrived">Told each reply's bytes, which are only lent.</param>
/// <param name="closed">Told once that none will come any more.</param>
internal sealed class ReplyInbox(
    IChannel channel, Action<ReadOnlyMemory<byte>> arrived, Action<Exception> closed)
    : AsyncDefaultBasicConsumer(channel)
{
    /// <summary>The name that stands for "back to me".</summary>
    public const string Address = "amq.rabbitmq.reply-to";

    /// <inheritdoc/>
    public override Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        arrived(body);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        closed(new AlreadyClosedException(reason));
        return base.HandleChannelShutdownAsync(channel, reason);
    }
}
