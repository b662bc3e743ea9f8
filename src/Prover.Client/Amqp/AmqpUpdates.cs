using System.Threading.Channels;
using Prover.Wire;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Prover.Client;

/// <summary>The events of one job from the broker, from now on.</summary>
internal sealed class AmqpUpdates(IChannel channel) : AsyncDefaultBasicConsumer(channel)
{
    private const int Waiting = 10_000;

    private readonly Channel<JobUpdate> _updates =
        System.Threading.Channels.Channel.CreateBounded<JobUpdate>(Waiting);

    /// <summary>The events in order; ends with an exception when the connection is lost.</summary>
    public ChannelReader<JobUpdate> Updates => _updates.Reader;

    /// <summary>Binds a queue of its own to the events of a job; it is gone with the connection.</summary>
    public static async Task<AmqpUpdates> OpenAsync(
        IChannel channel, string exchange, JobName job, CancellationToken cancel)
    {
        QueueDeclareOk queue = await channel.QueueDeclareAsync(
            string.Empty, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancel)
            .ConfigureAwait(false);
        await channel.QueueBindAsync(
            queue.QueueName, exchange, $"job.{job.ChainId}.{job.BlockNumber}", cancellationToken: cancel)
            .ConfigureAwait(false);
        var updates = new AmqpUpdates(channel);
        _ = await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, updates, cancel).ConfigureAwait(false);
        return updates;
    }

    /// <inheritdoc/>
    public override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        JobUpdate update;
        try
        {
            update = JobUpdateCodec.Decode(body.ToArray());
        }
        catch (EnvelopeException)
        {
            // Not from a node: the history has what matters.
            return;
        }

        await _updates.Writer.WriteAsync(update, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
    {
        _ = _updates.Writer.TryComplete(new AlreadyClosedException(reason));
        return base.HandleChannelShutdownAsync(channel, reason);
    }
}
