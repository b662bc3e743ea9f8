using Microsoft.Extensions.Logging;
using Prover.Host.Service.Http;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Store;

namespace Prover.Host.Service.StartUp;

/// <summary>The parts that serve the job table: verifying, taking leases back, throwing old jobs away.</summary>
internal sealed class BoardLoops(
    ServiceSettings settings,
    JobBoard board,
    JobParts jobs,
    StoreFolder folder,
    TimeProvider clock,
    ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Upkeep = TimeSpan.FromHours(1);
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <summary>Verifies the proofs that come in.</summary>
    /// <param name="checker">Looks at them.</param>
    /// <param name="replays">Keeps bundles of those that are wrong.</param>
    public NodeLoop Verify(IProofChecker checker, IReplayKeeper replays)
    {
        VerifyStage stage = new(board, jobs.Store, jobs.Payloads, checker, clock, replays);
        return new NodeLoop("verify", LoopKind.Service, async (end, now) =>
        {
            FeedWaker waker = new(board, null);
            await using (waker.ConfigureAwait(false))
            {
                while (!end.IsCancellationRequested)
                {
                    _ = await stage.StepAsync(end).ConfigureAwait(false);
                    _ = await waker.WaitAsync(Look, end).ConfigureAwait(false);
                }
            }
        });
    }

    /// <summary>Takes leases back that ran out.</summary>
    public NodeLoop Sweep()
    {
        TimeSpan every = settings.Jobs.LeaseTime / 8;
        return new NodeLoop("sweep", LoopKind.Service, async (end, now) =>
        {
            using PeriodicTimer timer = new(every < Look ? every : Look, clock);
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                _ = await board.SweepAsync(end).ConfigureAwait(false);
            }
        });
    }

    /// <summary>Throws away what is over for long enough.</summary>
    public NodeLoop Retention()
    {
        return new NodeLoop("retention", LoopKind.Service, async (end, now) =>
        {
            using PeriodicTimer timer = new(Upkeep, clock);
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                await PruneAsync(end).ConfigureAwait(false);
            }
        });
    }

    private async Task PruneAsync(CancellationToken end)
    {
        DateTimeOffset before = clock.GetUtcNow() - settings.Store.Keep;
        PruneReport report = await folder.Jobs.PruneAsync(before, end).ConfigureAwait(false);
        HashSet<ContentHash> named = await jobs.Store.ReadAsync(NamedPayloads.In, end).ConfigureAwait(false);
        DateTimeOffset old = clock.GetUtcNow() - (settings.Store.Keep > Young ? settings.Store.Keep : Young);
        int removed = folder.Payloads.Collect(old, named.Contains, end);
        if (report.Jobs > 0 || removed > 0)
        {
            log.Said($"threw away {report.Jobs} jobs and {removed} payloads of before {before:u}");
        }
    }
}
