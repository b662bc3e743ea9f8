using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Turns pushed deliveries into a stream that is read one by one, and that ends with the channel.</summary>
internal sealed class RabbitInbox(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private readonly Channel<RabbitDelivery> _deliveries =
        System.Threading.Channels.Channel.CreateUnbounded<RabbitDelivery>();

    /// <summary>Deliveries in order. The number of those that wait is bounded by the prefetch of the channel.</summary>
    public ChannelReader<RabbitDelivery> Deliveries => _deliveries.Reader;

    /// <summary>Consumes a queue with manual acknowledgement.</summary>
    public static async Task<RabbitInbox> OpenAsync(
        IChannel channel, string queue, ushort prefetch, CancellationToken cancel)
    {
        await channel.BasicQosAsync(0, prefetch, global: false, cancel).ConfigureAwait(false);
        var inbox = new RabbitInbox(channel);
        _ = await channel.BasicConsumeAsync(queue, autoAck: false, inbox, cancel).ConfigureAwait(false);
        return inbox;
    }

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
        // The client takes the memory back when this returns.
        var copy = new RabbitDelivery(
            deliveryTag, redelivered, new BasicProperties(properties), body.ToArray());
        _ = _deliveries.Writer.TryWrite(copy);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ = _deliveries.Writer.TryComplete(new AlreadyClosedException(reason));
        return base.HandleChannelShutdownAsync(channel, reason);
    }

    /// <inheritdoc/>
    protected override Task OnCancelAsync(string[] consumerTags, CancellationToken cancellationToken = default)
    {
        _ = _deliveries.Writer.TryComplete();
        return base.OnCancelAsync(consumerTags, cancellationToken);
    }
}
