using Microsoft.Extensions.Logging;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Metrics;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>Follows what happens to jobs: counts it, and logs it.</summary>
internal sealed class EventWatchLoop(
    JobParts jobs, StageTimes times, NodeMeters meters, NodeControl control, ILogger log)
{
    private const int AtOnce = 500;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private long? position;

    /// <summary>The loop.</summary>
    public NodeLoop Loop => new("events", LoopKind.Service, (end, _) => RunAsync(end));

    private async Task RunAsync(CancellationToken end)
    {
        Http.FeedWaker waker = new(jobs.Feed, null);
        await using (waker.ConfigureAwait(false))
        {
            position ??= await jobs.Store.ReadAsync(EventCursor.Last, end).ConfigureAwait(false);
            while (!end.IsCancellationRequested)
            {
                if (await ReadAsync(end).ConfigureAwait(false) < AtOnce)
                {
                    _ = await waker.WaitAsync(Rest, end).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<int> ReadAsync(CancellationToken end)
    {
        IReadOnlyList<Seen> seen = await jobs.Store.ReadAsync(ReadAfter, end).ConfigureAwait(false);
        foreach (Seen one in seen)
        {
            IReadOnlyList<StageDone> done = times.Add(one.Happened);
            meters.Count(one.Happened, done, NameOf(one.Job), one.Mined);
            Log(one.Happened);
            position = one.Happened.Sequence;
        }

        return seen.Count;
    }

    private IReadOnlyList<Seen> ReadAfter(IJobReader reader)
    {
        return
        [
            .. reader.Events(position ?? 0, null, AtOnce).Select(e => new Seen(
                e,
                reader.Find(e.Job),
                e.Kind == JobEventKind.Mined
                    ? reader.L1TransactionsOf(e.Job).LastOrDefault(sent => sent.Inclusion is not null)
                    : null)),
        ];
    }

    private string NameOf(Job? job)
    {
        string? id = job?.CircuitId.ToString();
        return control.Circuits.FirstOrDefault(circuit => circuit.Id == id)?.Name ?? "unknown";
    }

    private void Log(JobEvent happened)
    {
        string about = string.Concat(
            happened.By is { } by ? $" by {by}" : "", happened.Detail is { } detail ? $": {detail}" : "");
        log.JobMoved(
            happened.Job.ToString(),
            happened.Kind.ToString().ToLowerInvariant(),
            happened.Stage.ToString().ToLowerInvariant(),
            OneLine.Of(about));
    }

    private sealed record Seen(JobEvent Happened, Job? Job, L1Transaction? Mined);
}
