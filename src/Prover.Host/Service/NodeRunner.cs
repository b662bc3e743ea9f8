using Microsoft.Extensions.Logging;
using Prover.Host.Cli;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;

namespace Prover.Host.Service;

/// <summary>The life of <c>prover serve</c>: from checked settings to an exit code.</summary>
internal static class NodeRunner
{
    /// <summary>Runs until a signal or an operator asks for an end; the exit code.</summary>
    public static async Task<int> RunAsync(ServiceSettings settings, Interruption interruption)
    {
        interruption.BePatient();
        using ILoggerFactory loggers = LoggerFactory.Create(logging => LogLines.Add(logging, settings.Log));
        ILogger log = loggers.CreateLogger("prover");
        if (settings.Node.Role == NodeRole.Worker)
        {
            WorkerAssembly worker = WorkerAssembly.Open(settings, TimeProvider.System, log);
            await using (worker.ConfigureAwait(false))
            {
                return await RunAsync(settings, worker.Parts, interruption).ConfigureAwait(false);
            }
        }

        NodeAssembly node = NodeAssembly.Open(settings, TimeProvider.System, log);
        await using (node.ConfigureAwait(false))
        {
            return await RunAsync(settings, node.Parts, interruption).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a node over given ports.</summary>
    public static async Task<int> RunAsync(ServiceSettings settings, NodeParts parts, Interruption interruption)
    {
        ServiceHost host = ServiceHost.Build(settings, parts);
        await using (host.ConfigureAwait(false))
        {
            using CancellationTokenRegistration first =
                interruption.Token.Register(() => host.Control.Drain("a signal"));
            using CancellationTokenRegistration second = interruption.Forced.Register(host.StopNow);
            try
            {
                await host.StartAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (host.Control.IsDraining)
            {
                // Nothing had begun: an end during the start is in order.
                return interruption.Forced.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Ok;
            }

            return await host.RunToEndAsync().ConfigureAwait(false) ? ExitCode.Ok : ExitCode.Cancelled;
        }
    }
}
