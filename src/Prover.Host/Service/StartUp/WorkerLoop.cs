using Microsoft.Extensions.Logging;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;

namespace Prover.Host.Service.StartUp;

/// <summary>The part that proves in this process.</summary>
internal sealed class WorkerLoop(
    ServiceSettings settings,
    IWorkSource source,
    IPayloadStore payloads,
    LocalProvers provers,
    IReplayKeeper? replays,
    TimeProvider clock,
    ILogger log)
{
    /// <summary>The loop.</summary>
    public NodeLoop Loop => new("worker", LoopKind.Worker, RunAsync);

    private async Task RunAsync(CancellationToken drain, CancellationToken stop)
    {
        using ProofWorker worker = new(
            source,
            payloads,
            provers.All,
            new WorkerOptions { Name = settings.Node.Name },
            clock,
            new WorkerNotes(log),
            replays);
        Task running = worker.RunAsync(stop);
        Task asked = Task.Delay(Timeout.Infinite, drain);
        _ = await Task.WhenAny(running, asked).ConfigureAwait(false);
        if (drain.IsCancellationRequested)
        {
            await worker.DrainAsync(settings.Node.DrainTimeout).ConfigureAwait(false);
        }

        await running.ConfigureAwait(false);
    }

    /// <summary>What a worker does that no event tells.</summary>
    private sealed class WorkerNotes(ILogger log) : IWorkerWatch
    {
        public void Finished(WorkItem item, string device, JobStage stage, TimeSpan time)
        {
            log.Worked($"{stage.ToString().ToLowerInvariant()} of {item.Job} on {device}: {time.TotalSeconds:0.0} s");
        }

        public void HandedIn(WorkItem item, string device, WorkAnswer answer)
        {
            log.Worked($"proof of {item.Job} from {device}: {answer}");
        }

        public void Failed(WorkItem item, string device, WorkFailure failure)
        {
            log.Warned($"{failure.Stage} of {item.Job} failed on {device}: {OneLine.Of(failure.Reason)}");
        }

        public void GaveUp(WorkItem item, string device, string why)
        {
            log.Said($"{item.Job} was given up on {device}: {OneLine.Of(why)}");
        }

        public void SourceLost(string device, string why)
        {
            log.Warned($"no work for {device}: {OneLine.Of(why)}");
        }
    }
}
