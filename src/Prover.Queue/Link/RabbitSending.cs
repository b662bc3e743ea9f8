using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Sends messages and waits for the broker's confirmation.</summary>
internal static class RabbitSending
{
    /// <summary>The content type of all our messages.</summary>
    public const string ContentType = "application/msgpack";

    /// <summary>A channel that publishes with confirms.</summary>
    public static Task<IChannel> ConfirmingChannelAsync(this IConnection connection, CancellationToken cancel) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancel);

    /// <summary>Publishes on a confirming channel; the broker has the message when this returns.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="exchange">The exchange; empty for the one that knows all queues by name.</param>
    /// <param name="key">The routing key, or the queue's name.</param>
    /// <param name="mandatory">Whether it is a failure if no queue takes it.</param>
    /// <param name="properties">What the message says about itself.</param>
    /// <param name="body">The message.</param>
    /// <param name="limit">How long the broker may take. A queue whose members do not answer takes for ever.</param>
    /// <param name="cancel">Gives up; the message may or may not be sent.</param>
    /// <exception cref="TimeoutException">No confirmation came in time.</exception>
    /// <exception cref="PublishException">The broker refuses it: a full queue, or no queue.</exception>
    public static async Task SendAsync(
        this IChannel channel,
        string exchange,
        string key,
        bool mandatory,
        BasicProperties properties,
        ReadOnlyMemory<byte> body,
        TimeSpan limit,
        CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limit);
        try
        {
            await channel.BasicPublishAsync(exchange, key, mandatory, properties, body, end.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException problem) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"the broker does not confirm a message for {key}", problem);
        }
    }

    /// <summary>What a message says about itself.</summary>
    public static BasicProperties Properties(string type, bool isPersistent) => new()
    {
        ContentType = ContentType,
        Type = type,
        DeliveryMode = isPersistent ? DeliveryModes.Persistent : DeliveryModes.Transient,
    };

    /// <summary>Answers to the queue that a message names, if it names one. An answer to nobody is dropped by the
    /// broker: who asks again gets it again.</summary>
    public static async Task AnswerAsync(
        this IChannel channel,
        RabbitDelivery asked,
        string type,
        byte[] body,
        TimeSpan limit,
        CancellationToken cancel)
    {
        if (asked.Properties.ReplyTo is { Length: > 0 } queue)
        {
            BasicProperties properties = Properties(type, isPersistent: false);
            properties.CorrelationId = asked.Properties.CorrelationId;
            try
            {
                await channel.SendAsync(string.Empty, queue, mandatory: false, properties, body, limit, cancel)
                    .ConfigureAwait(false);
            }
            catch (PublishException)
            {
                // The queue that was named takes no more: the asker's own affair, whoever that is.
            }
        }
    }
}
