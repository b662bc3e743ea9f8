using Microsoft.Extensions.Logging;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Queue;
using Prover.Store;

namespace Prover.Host.Service.StartUp;

/// <summary>Puts a worker together: keys, devices, and a node behind RabbitMQ that has the jobs.</summary>
internal sealed class WorkerAssembly : IAsyncDisposable
{
    private readonly ServiceSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly NodeSeams seams;
    private readonly RabbitWorkSource source;
    private readonly IPayloadStore payloads;
    private ServedCircuits? circuits;
    private LocalProvers? provers;

    private WorkerAssembly(
        ServiceSettings settings, TimeProvider clock, ILogger log, RabbitOptions options, NodeSeams seams)
    {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.seams = seams;
        payloads = PayloadsOf(settings.Worker, clock);
        source = new RabbitWorkSource(options, clock, Broker.Notice(log));
        Parts = new NodeParts { StartAsync = StartAsync, Clock = clock };
    }

    /// <summary>What the doors stand on: health and metrics only.</summary>
    public NodeParts Parts { get; }

    /// <summary>Reads secrets; connects to nothing yet.</summary>
    /// <exception cref="Cli.CommandException">A secret or a setting is not usable.</exception>
    public static WorkerAssembly Open(
        ServiceSettings settings, TimeProvider clock, ILogger log, NodeSeams? seams = null)
    {
        return new WorkerAssembly(settings, clock, log, Broker.Options(settings.Queue), seams ?? NodeSeams.None);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        (payloads as IDisposable)?.Dispose();
        provers?.Dispose();
        circuits?.Dispose();
    }

    private static IPayloadStore PayloadsOf(WorkerSettings worker, TimeProvider clock)
    {
        return worker.PayloadFolder is { } folder
            ? FolderPayloadStore.Open(folder, clock)
            : new HttpPayloadStore(
                worker.PayloadsFrom!, Secrets.Read("Worker:Token", worker.TokenFile, worker.TokenVariable));
    }

    private async Task<StartedNode> StartAsync(NodeControl control, CancellationToken cancel)
    {
        long began = clock.GetTimestamp();
        return await Task.Run(
            () =>
            {
                circuits = ServedCircuits.Open(settings, control, cancel);
                provers = LocalProvers.Open(settings.Prover, circuits, control, log, seams.Prover);
                string first = settings.Prover.WarmUp ? $" ({provers.WarmUp(circuits, control, clock, cancel)})" : "";
                WorkerLoop worker = new(settings, source, payloads, provers, null, clock, log);
                double seconds = clock.GetElapsedTime(began).TotalSeconds;
                return new StartedNode([worker.Loop], circuits.Reports, $"worker ready in {seconds:0.0} s{first}.");
            },
            cancel).ConfigureAwait(false);
    }
}
