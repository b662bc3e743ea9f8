using RabbitMQ.Client;

namespace Prover.Queue.Tests;

/// <summary>Queues of one test's own on the shared broker.</summary>
internal sealed class QueueScope : IAsyncDisposable
{
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _end = new();

    public QueueScope(RabbitBroker broker)
    {
        Broker = broker;
        Options = new RabbitOptions
        {
            Address = broker.Address,
            Prefix = "t" + Guid.NewGuid().ToString("N")[..12],
            FirstPause = TimeSpan.FromMilliseconds(20),
            LastPause = TimeSpan.FromMilliseconds(200),
            RequestTimeout = TimeSpan.FromSeconds(5),
            TokenInterval = TimeSpan.FromMilliseconds(100),
            PollInterval = TimeSpan.FromSeconds(3),
        };
    }

    public RabbitBroker Broker { get; }

    public RabbitOptions Options { get; set; }

    public RabbitNames Names => new(Options.Prefix);

    public NoticeList Notices { get; } = new();

    /// <summary>Runs a loop until the end of the test; the test fails if it fails.</summary>
    public CancellationTokenSource Run(Func<CancellationToken, Task> loop)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        _running.Add(Task.Run(() => loop(stop.Token), CancellationToken.None));
        return stop;
    }

    /// <summary>A connection with nobody's loops.</summary>
    public async Task<IConnection> ConnectAsync()
    {
        var factory = new ConnectionFactory
        {
            Uri = Options.Address,
            AutomaticRecoveryEnabled = false,
            MaxInboundMessageBodySize = 16 << 20,
        };
        return await factory.CreateConnectionAsync();
    }

    public async Task DeclareAsync()
    {
        await using IConnection connection = await ConnectAsync();
        await RabbitTopology.DeclareAsync(connection, Options, default);
    }

    /// <summary>How many messages of a queue are ready.</summary>
    public async Task<uint> CountAsync(string queue)
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    /// <summary>Takes the next message out of a queue; null if there is none.</summary>
    public async Task<BasicGetResult?> GetAsync(string queue)
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    /// <summary>Publishes with a confirm.</summary>
    public async Task PublishAsync(string queue, ReadOnlyMemory<byte> body)
    {
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.ConfirmingChannelAsync(default);
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, body);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        await using IConnection connection = await ConnectAsync();
        await using IChannel channel = await connection.CreateChannelAsync();
        string[] queues = [Names.Blocks, Names.Dead, Names.Questions, Names.Work, Names.Control];
        foreach (string queue in queues)
        {
            _ = await channel.QueueDeleteAsync(queue);
        }

        await channel.ExchangeDeleteAsync(Names.Events);
    }
}
