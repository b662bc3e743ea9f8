using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Prover.Queue;

/// <summary>Declares the queues and the exchange; README.md has them in a table with their reasons.</summary>
internal static class RabbitTopology
{
    /// <summary>A token says only that there is work: an old one says nothing.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(1);

    private const long DeadBytes = 256L << 20;
    private const long SmallBytes = 64L << 20;

    /// <summary>Creates what is missing; nothing happens to what is there already.</summary>
    /// <exception cref="QueueRefusedException">Something of that name is there with other arguments, or the user may
    /// not create it.</exception>
    public static async Task DeclareAsync(
        IConnection connection, RabbitOptions options, CancellationToken cancel)
    {
        var names = new RabbitNames(options.Prefix);
        IChannel channel = await connection.CreateChannelAsync(null, cancel).ConfigureAwait(false);
        await using (channel.ConfigureAwait(false))
        {
            await QueueAsync(channel, names.Dead, Dead(), cancel).ConfigureAwait(false);
            await QueueAsync(channel, names.Blocks, Blocks(options, names), cancel).ConfigureAwait(false);
            await QueueAsync(channel, names.Questions, Small(options), cancel).ConfigureAwait(false);
            await QueueAsync(channel, names.Control, Small(options), cancel).ConfigureAwait(false);
            await QueueAsync(channel, names.Work, Tokens(), cancel).ConfigureAwait(false);
            await ExchangeAsync(channel, names.Events, cancel).ConfigureAwait(false);
        }
    }

    private static Dictionary<string, object?> Quorum() => new() { ["x-queue-type"] = "quorum" };

    private static Dictionary<string, object?> Blocks(RabbitOptions options, RabbitNames names) => new(Quorum())
    {
        ["x-delivery-limit"] = options.DeliveryLimit,
        ["x-dead-letter-exchange"] = string.Empty,
        ["x-dead-letter-routing-key"] = names.Dead,
        ["x-overflow"] = "reject-publish",
        ["x-max-length-bytes"] = options.QueueBytes,
    };

    private static Dictionary<string, object?> Dead() => new(Quorum())
    {
        ["x-max-length-bytes"] = DeadBytes,
        ["x-overflow"] = "drop-head",
    };

    private static Dictionary<string, object?> Small(RabbitOptions options) => new(Quorum())
    {
        ["x-delivery-limit"] = options.DeliveryLimit,
        ["x-overflow"] = "reject-publish",
        ["x-max-length-bytes"] = SmallBytes,
    };

    private static Dictionary<string, object?> Tokens() => new(Quorum())
    {
        ["x-message-ttl"] = (long)TokenLife.TotalMilliseconds,
        ["x-max-length"] = 10_000L,
    };

    private static Task QueueAsync(
        IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken cancel) =>
        ClearlyAsync("queue", name, () => channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancel));

    private static Task ExchangeAsync(IChannel channel, string name, CancellationToken cancel) =>
        ClearlyAsync("exchange", name, () => channel.ExchangeDeclareAsync(
            name, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancel));

    private static async Task ClearlyAsync(string what, string name, Func<Task> declare)
    {
        try
        {
            await declare().ConfigureAwait(false);
        }
        catch (OperationInterruptedException problem) when (problem.ShutdownReason is
            { ReplyCode: Constants.PreconditionFailed or Constants.AccessRefused or Constants.ResourceLocked } reason)
        {
            string hint = reason.ReplyCode == Constants.PreconditionFailed
                ? $" Delete it once it is empty, or choose another prefix."
                : string.Empty;
            throw new QueueRefusedException(
                $"The broker refuses the {what} {name}: {reason.ReplyText}.{hint}", problem);
        }
    }
}
