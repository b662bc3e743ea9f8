using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prover.Client;
using Prover.Host.Service;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Wire;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>A node or a worker in this process, put together as the program does it, with something around its
/// ports.</summary>
internal sealed class FaultNode : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly IAsyncDisposable assembly;
    private readonly ServiceHost host;

    private FaultNode(IAsyncDisposable assembly, ServiceHost host)
    {
        this.assembly = assembly;
        this.host = host;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(host.Urls.First());

    /// <summary>Starts a node.</summary>
    public static Task<FaultNode> StartAsync(ServiceSettings settings, NodeSeams? seams = null)
    {
        ILogger log = NullLogger.Instance;
        if (settings.Node.Role == NodeRole.Worker)
        {
            WorkerAssembly worker = WorkerAssembly.Open(settings, TimeProvider.System, log, seams);
            return StartAsync(worker, ServiceHost.Build(settings, worker.Parts, Quiet));
        }

        NodeAssembly node = NodeAssembly.Open(settings, TimeProvider.System, log, seams);
        return StartAsync(node, ServiceHost.Build(settings, node.Parts, Quiet));
    }

    /// <summary>Publishes blocks, each under the key of its place.</summary>
    /// <param name="door">An http or amqp address.</param>
    /// <param name="envelopes">The blocks.</param>
    /// <param name="prefix">The first part of the names on a broker.</param>
    public static async Task<IReadOnlyList<JobName>> PublishAsync(
        Uri door, IEnumerable<byte[]> envelopes, string prefix = "prover")
    {
        using CancellationTokenSource limit = new(Limit);
        await using BlockPublisher publisher = Publisher(door, prefix);
        List<JobName> jobs = [];
        foreach ((int i, byte[] envelope) in envelopes.Index())
        {
            jobs.Add((await publisher.PublishAsync(envelope, $"block-{i + 1}", limit.Token)).Job);
        }

        return jobs;
    }

    /// <summary>Waits until jobs are final; fails if one ends otherwise.</summary>
    public static async Task FollowAsync(Uri door, IEnumerable<JobName> jobs, string prefix = "prover")
    {
        using CancellationTokenSource limit = new(Limit);
        await using BlockPublisher publisher = Publisher(door, prefix);
        foreach (JobName job in jobs)
        {
            JobUpdate? last = null;
            await foreach (JobUpdate update in publisher.Follow(job, cancel: limit.Token))
            {
                last = update;
            }

            Assert.Equal("final", last?.Kind);
        }
    }

    /// <summary>Publishes blocks to the node and waits until they are final.</summary>
    public async Task BringToL1Async(IEnumerable<byte[]> envelopes) =>
        await FollowAsync(Url, await PublishAsync(Url, envelopes));

    public async ValueTask DisposeAsync()
    {
        host.Control.Drain("the end of the test");
        _ = await host.RunToEndAsync();
        await host.DisposeAsync();
        await assembly.DisposeAsync();
    }

    private static void Quiet(ILoggingBuilder logging) => logging.ClearProviders();

    private static BlockPublisher Publisher(Uri door, string prefix) => new(new BlockPublisherOptions
    {
        Door = door,
        Prefix = prefix,
        LastPause = TimeSpan.FromSeconds(1),
        AnswerTimeout = TimeSpan.FromSeconds(20),
    });

    private static async Task<FaultNode> StartAsync(IAsyncDisposable assembly, ServiceHost host)
    {
        FaultNode node = new(assembly, host);
        try
        {
            await host.StartAsync();
            return node;
        }
        catch
        {
            await host.DisposeAsync();
            await assembly.DisposeAsync();
            throw;
        }
    }
}
