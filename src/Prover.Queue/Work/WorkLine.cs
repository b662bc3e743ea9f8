using System.Collections.Concurrent;
using Prover.Wire;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>One connection of a worker to the broker: asks the node and waits for tokens. When it is lost it stays
/// lost; the worker opens another.</summary>
internal sealed class WorkLine : IAsyncDisposable
{
    private const string RequestType = "work-request.v1";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkReply>> _waiting = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly RabbitOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<WorkReply> _unexpected;

    private WorkLine(
        IConnection connection,
        IChannel channel,
        RabbitOptions options,
        TimeProvider clock,
        Action<WorkReply> unexpected)
    {
        _connection = connection;
        _channel = channel;
        _options = options;
        _clock = clock;
        _unexpected = unexpected;
    }

    /// <summary>False once it is lost.</summary>
    public bool IsOpen => _channel.IsOpen;

    /// <summary>Opens a line.</summary>
    /// <param name="connection">Becomes the line's own.</param>
    /// <param name="options">The broker.</param>
    /// <param name="clock">Measures the waiting.</param>
    /// <param name="unexpected">Told replies that nobody waits for; must not block or throw.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<WorkLine> OpenAsync(
        IConnection connection,
        RabbitOptions options,
        TimeProvider clock,
        Action<WorkReply> unexpected,
        CancellationToken cancel)
    {
        IChannel channel = await connection.ConfirmingChannelAsync(cancel).ConfigureAwait(false);
        var line = new WorkLine(connection, channel, options, clock, unexpected);
        var inbox = new ReplyInbox(channel, line.Arrived, line.Closed);
        _ = await channel.BasicConsumeAsync(ReplyInbox.Address, autoAck: true, inbox, cancel).ConfigureAwait(false);
        return line;
    }

    /// <summary>Asks the node and waits for its reply.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isKept">Whether the broker is to keep it while the node is away; otherwise it expires.</param>
    /// <param name="cancel">Stops waiting; the request may have its effect.</param>
    /// <exception cref="TimeoutException">No reply came; ask again.</exception>
    public async Task<WorkReply> AskAsync(WorkRequest request, bool isKept, CancellationToken cancel)
    {
        string id = Convert.ToHexString(request.Id.Span);
        var reply = new TaskCompletionSource<WorkReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = reply;
        try
        {
            await SendAsync(request, isKept, cancel).ConfigureAwait(false);
            return await reply.Task.WaitAsync(_options.RequestTimeout, _clock, cancel).ConfigureAwait(false);
        }
        finally
        {
            _ = _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>A channel of its own to wait for tokens on; closing it gives back what was not acknowledged.</summary>
    public Task<IChannel> TokenChannelAsync(CancellationToken cancel) => _connection.CreateChannelAsync(null, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _sending.Dispose();
    }

    private async Task SendAsync(WorkRequest request, bool isKept, CancellationToken cancel)
    {
        BasicProperties properties = RabbitSending.Properties(RequestType, isKept);
        properties.ReplyTo = ReplyInbox.Address;
        properties.CorrelationId = Convert.ToHexString(request.Id.Span);
        if (!isKept)
        {
            properties.Expiration = ((long)_options.RequestTimeout.TotalMilliseconds)
                .ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await _channel.SendAsync(
                string.Empty,
                new RabbitNames(_options.Prefix).Control,
                mandatory: true,
                properties,
                WorkRequestCodec.Encode(request),
                _options.RequestTimeout,
                cancel).ConfigureAwait(false);
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

    private void Arrived(ReadOnlyMemory<byte> body)
    {
        WorkReply reply;
        try
        {
            reply = WorkReplyCodec.Decode(body.ToArray());
        }
        catch (EnvelopeException)
        {
            // Not from a node; the one who waits asks again.
            return;
        }

        if (_waiting.TryGetValue(Convert.ToHexString(reply.Id.Span), out TaskCompletionSource<WorkReply>? waiting))
        {
            _ = waiting.TrySetResult(reply);
        }
        else
        {
            _unexpected(reply);
        }
    }

    private void Closed(Exception reason)
    {
        foreach (TaskCompletionSource<WorkReply> waiting in _waiting.Values)
        {
            _ = waiting.TrySetException(reason);
        }
    }
}
