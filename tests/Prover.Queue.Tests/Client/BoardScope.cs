using Prover.Client;
using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>A board with its doors on queues of its own.</summary>
internal sealed class BoardScope : IAsyncDisposable
{
    public BoardScope(RabbitBroker broker)
    {
        Queues = new QueueScope(broker);
        Board = new JobBoard(Store, Payloads, new TextEnvelope(), JobRules.Default, TimeProvider.System);
    }

    public QueueScope Queues { get; }

    public MemoryJobStore Store { get; } = new();

    public MemoryPayloadStore Payloads { get; } = new();

    public JobBoard Board { get; }

    public WorkerIdentity Worker { get; } = new("one", "cpu", [TextEnvelope.Circuit]);

    /// <summary>Opens the door for blocks.</summary>
    public void Open() => _ = Queues.Run(new RabbitBlockDoor(
        Queues.Options, Board, Store, Payloads, TimeProvider.System, Queues.Notices.Add).RunAsync);

    /// <summary>Publishes events and answers questions.</summary>
    public CancellationTokenSource Tell() => Queues.Run(new RabbitJobEvents(
        Queues.Options, Store, Board, TimeProvider.System, Queues.Notices.Add).RunAsync);

    public BlockPublisher Publisher() => new(new BlockPublisherOptions
    {
        Door = Queues.Options.Address,
        Prefix = Queues.Options.Prefix,
        FirstPause = TimeSpan.FromMilliseconds(20),
        LastPause = TimeSpan.FromMilliseconds(200),
    });

    /// <summary>Writes an event as the parts after the board would.</summary>
    public Task AppendAsync(uint number, JobEventKind kind, JobStage stage) => Store.TransactAsync(
        "write an event",
        transaction => transaction.Append(
            new JobEvent(0, TextEnvelope.Id(number), DateTimeOffset.UnixEpoch, kind, stage)),
        default);

    public ValueTask DisposeAsync() => Queues.DisposeAsync();
}
