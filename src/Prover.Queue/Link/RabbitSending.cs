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
        this IChannel channel, RabbitDelivery asked, string type, byte[] body, CancellationToken cancel)
    {
        if (asked.Properties.ReplyTo is { Length: > 0 } queue)
        {
            BasicProperties properties = Properties(type, isPersistent: false);
            properties.CorrelationId = asked.Properties.CorrelationId;
            try
            {
                await channel.BasicPublishAsync(
                    string.Empty, queue, mandatory: false, properties, body, cancel).ConfigureAwait(false);
            }
            catch (PublishException)
            {
                // The queue that was named takes no more: the asker's own affair, whoever that is.
            }
        }
    }
}
