using Prover.Pipeline;

namespace Prover.Queue.Tests;

/// <summary>A node with a table of jobs on queues of its own.</summary>
internal sealed class WorkScope(RabbitBroker broker, TimeSpan? leaseTime = null) : IAsyncDisposable
{
    public QueueScope Queues { get; } = new(broker);

    public TableBoard Board { get; } = new(leaseTime ?? TimeSpan.FromMinutes(1), TimeProvider.System);

    /// <summary>A worker's name.</summary>
    public static WorkerIdentity Worker(string name) => new(name, "cpu", [WorkerProgram.Circuit]);

    /// <summary>Starts a node.</summary>
    public CancellationTokenSource Serve()
    {
        var server = new RabbitWorkServer(Queues.Options, Board, TimeProvider.System, Queues.Notices.Add);
        return Queues.Run(server.RunAsync);
    }

    public RabbitWorkSource Source() => new(Queues.Options, TimeProvider.System, Queues.Notices.Add);

    public WatchedProcess StartWorker(string name) => WatchedProcess.Start(
        "dotnet",
        null,
        typeof(WorkScope).Assembly.Location,
        "worker",
        Queues.Options.Address.ToString(),
        Queues.Options.Prefix,
        name);

    public ValueTask DisposeAsync() => Queues.DisposeAsync();
}
