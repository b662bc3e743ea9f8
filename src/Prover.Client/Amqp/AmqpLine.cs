using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Prover.Client;

/// <summary>A connection to the broker: publishes with confirms, and matches answers by their correlation id.</summary>
internal sealed class AmqpLine : IAsyncDisposable
{
    private const string ReplyTo = "amq.rabbitmq.reply-to";
    private const uint MaximumInbound = 1 << 20;

    /// <summary>A queue whose members do not answer would take for ever.</summary>
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _waiting = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private AmqpLine(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    /// <summary>False once it is lost.</summary>
    public bool IsOpen => _channel.IsOpen;

    /// <summary>Connects.</summary>
    /// <exception cref="BlockRefusedException">The user or the password is refused.</exception>
    public static async Task<AmqpLine> OpenAsync(BlockPublisherOptions options, CancellationToken cancel)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.Door,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            MaxInboundMessageBodySize = MaximumInbound,
            RequestedConnectionTimeout = options.ConnectTimeout,
        };
        IConnection connection;
        try
        {
            connection = await factory.CreateConnectionAsync("prover sequencer", cancel).ConfigureAwait(false);
        }
        catch (BrokerUnreachableException problem)
            when (problem.InnerException is PossibleAuthenticationFailureException or AuthenticationFailureException)
        {
            throw new BlockRefusedException(null, "The broker refuses the user or the password.", problem);
        }

        try
        {
            IChannel channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(
                    publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancel).ConfigureAwait(false);
            var line = new AmqpLine(connection, channel);
            _ = await channel.BasicConsumeAsync(ReplyTo, autoAck: true, new Replies(channel, line), cancel)
                .ConfigureAwait(false);
            return line;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends messages to a queue, each confirmed by the broker, and waits for the one answer.</summary>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    /// <exception cref="IOException">There is no such queue: no node opened its doors on this broker yet.</exception>
    public async Task<byte[]> AskAsync(
        string queue,
        string type,
        string? messageId,
        IEnumerable<byte[]> messages,
        TimeSpan timeout,
        CancellationToken cancel)
    {
        string id = Guid.NewGuid().ToString("N");
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            foreach (byte[] message in messages)
            {
                if (answer.Task.IsCompleted)
                {
                    // The node knows the block from its first parts.
                    break;
                }

                await SendAsync(queue, Properties(type, messageId, id), message, cancel).ConfigureAwait(false);
            }

            return await answer.Task.WaitAsync(timeout, cancel).ConfigureAwait(false);
        }
        finally
        {
            _ = _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>A further channel of the connection.</summary>
    public Task<IChannel> ChannelAsync(CancellationToken cancel) => _connection.CreateChannelAsync(null, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _sending.Dispose();
    }

    private static BasicProperties Properties(string type, string? messageId, string correlationId) => new()
    {
        ContentType = "application/msgpack",
        Type = type,
        MessageId = messageId,
        CorrelationId = correlationId,
        ReplyTo = ReplyTo,
        DeliveryMode = DeliveryModes.Persistent,
    };

    private async Task SendAsync(string queue, BasicProperties properties, byte[] body, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(ConfirmLimit);
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await _channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, body, end.Token)
                .ConfigureAwait(false);
        }
        catch (PublishException problem) when (problem.IsReturn)
        {
            throw new IOException("no node has opened its queues on this broker yet", problem);
        }
        finally
        {
            _ = _sending.Release();
        }
    }

    private sealed class Replies(IChannel channel, AmqpLine line) : AsyncDefaultBasicConsumer(channel)
    {
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
            if (properties.CorrelationId is { } id
                && line._waiting.TryGetValue(id, out TaskCompletionSource<byte[]>? waiting))
            {
                _ = waiting.TrySetResult(body.ToArray());
            }

            return Task.CompletedTask;
        }

        public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason)
        {
            foreach (TaskCompletionSource<byte[]> waiting in line._waiting.Values)
            {
                _ = waiting.TrySetException(new AlreadyClosedException(reason));
            }

            return base.HandleChannelShutdownAsync(channel, reason);
        }
    }
}
