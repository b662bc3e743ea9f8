using System.Text;
using Prover.Client;
using Prover.Pipeline;
using Prover.Wire;
using RabbitMQ.Client;

namespace Prover.Queue.Tests;

/// <summary>A door on queues of its own, stores in memory behind it, and a publisher before it.</summary>
internal sealed class DoorScope : IAsyncDisposable
{
    public DoorScope(RabbitBroker broker) => Queues = new QueueScope(broker);

    public QueueScope Queues { get; }

    public TestDoor Door { get; } = new();

    public FailingStore Store { get; } = new();

    public CountingPayloads Payloads { get; } = new();

    /// <summary>Opens a door; several may be open.</summary>
    public CancellationTokenSource Open()
    {
        var door = new RabbitBlockDoor(
            Queues.Options, Door, Store, Payloads, TimeProvider.System, Queues.Notices.Add);
        return Queues.Run(door.RunAsync);
    }

    public BlockPublisher Publisher() => new(new BlockPublisherOptions
    {
        Door = Queues.Options.Address,
        Prefix = Queues.Options.Prefix,
        FirstPause = TimeSpan.FromMilliseconds(20),
        LastPause = TimeSpan.FromMilliseconds(200),
        AnswerTimeout = TimeSpan.FromSeconds(20),
    });

    /// <summary>Publishes one part as it is.</summary>
    public Task PublishAsync(BlockPart part) =>
        Queues.PublishAsync(Queues.Names.Blocks, BlockPartCodec.Encode(part));

    /// <summary>The next dead letter, waited for.</summary>
    public async Task<DeadLetter> DeadAsync()
    {
        BasicGetResult? letter = null;
        await Eventually.IsTrueAsync(
            async () => (letter = await Queues.GetAsync(Queues.Names.Dead)) is not null,
            () => "no dead letter came; notices: " + Queues.Notices);
        IDictionary<string, object?> headers = letter!.BasicProperties.Headers ?? new Dictionary<string, object?>();
        string? Text(string name) =>
            headers.TryGetValue(name, out object? value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
        return new DeadLetter(
            letter.Body.ToArray(),
            Text(DeadLetters.Verdict),
            Text(DeadLetters.Reason),
            Text(DeadLetters.Key),
            Text(DeadLetters.Time),
            Text("x-first-death-reason"));
    }

    public ValueTask DisposeAsync() => Queues.DisposeAsync();
}

/// <summary>A message that was put aside.</summary>
internal sealed record DeadLetter(
    byte[] Body, string? Verdict, string? Reason, string? Key, string? Time, string? FirstDeath);

/// <summary>A store in memory that fails when told to.</summary>
internal sealed class FailingStore : IJobStore
{
    private readonly MemoryJobStore _store = new();

    public bool Fails { get; set; }

    public Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel) =>
        Fails ? throw new JobStoreException("The disk is full.") : _store.TransactAsync(what, change, cancel);

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => _store.ReadAsync(read, cancel);
}

/// <summary>Payloads in memory, counted.</summary>
internal sealed class CountingPayloads : IPayloadStore
{
    private readonly MemoryPayloadStore _payloads = new();
    private readonly Lock _gate = new();
    private readonly HashSet<ContentHash> _here = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _here.Count;
            }
        }
    }

    public async Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ContentHash hash = await _payloads.PutAsync(bytes, cancel);
        lock (_gate)
        {
            _ = _here.Add(hash);
        }

        return hash;
    }

    public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) => _payloads.GetAsync(hash, cancel);

    public async Task DeleteAsync(ContentHash hash, CancellationToken cancel)
    {
        await _payloads.DeleteAsync(hash, cancel);
        lock (_gate)
        {
            _ = _here.Remove(hash);
        }
    }
}
