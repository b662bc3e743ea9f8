using System.Reflection;
using Prover.Host.Service.Api;
using Prover.Host.Service.Settings;
using Prover.Pipeline;

namespace Prover.Host.Service.Node;

/// <summary>What the node is and does, for the doors, the metrics and the log.</summary>
internal sealed class NodeWatch(
    ServiceSettings settings, NodeParts parts, NodeControl control, LoopSupervisor supervisor, StageTimes times)
    : IDisposable
{
    /// <summary>Looks at the table are this far apart at least, however many ask.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(500);

    private readonly DateTimeOffset started = parts.Clock.GetUtcNow();
    private readonly SemaphoreSlim turn = new(1, 1);
    private NodeSnapshot? last;

    /// <summary>The program's version with its commit.</summary>
    public static string Version { get; } = typeof(NodeWatch).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The last look; null before the first.</summary>
    public NodeSnapshot? Last => Volatile.Read(ref last);

    /// <summary>A look that is at most half a second old.</summary>
    public async Task<NodeSnapshot> LookAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            DateTimeOffset now = parts.Clock.GetUtcNow();
            NodeSnapshot? known = last;
            if (known is null || now - known.Time >= Fresh)
            {
                known = parts.Jobs is { } jobs
                    ? await jobs.Store.ReadAsync(r => NodeSnapshot.Read(r, now), cancel).ConfigureAwait(false)
                    : NodeSnapshot.Empty(now);
                Volatile.Write(ref last, known);
            }

            return known;
        }
        finally
        {
            _ = turn.Release();
        }
    }

    /// <summary>What the node does, and why it is not ready or is stuck.</summary>
    public (NodeActivity Activity, IReadOnlyList<string> Why) ActivityOf(NodeSnapshot look)
    {
        if (control.IsDraining)
        {
            return (NodeActivity.Draining, [$"drains, asked by {control.DrainedBy}"]);
        }

        return control.Started is null
            ? (NodeActivity.Starting, [control.Step])
            : ActivityRule.Of(
                // Without L1 a verified proof is at its end: it waits for nobody.
                [.. look.Living.Where(job => parts.L1 is not null || job.Stage < JobStage.Submit)],
                [.. look.Broken.Where(job => job.State == JobState.Held)],
                times,
                ReadySince,
                look.Time,
                settings.Node.StuckAfter);
    }

    /// <summary>When start-up was done; the start of the process before that.</summary>
    public DateTimeOffset ReadySince { get; private set; } = parts.Clock.GetUtcNow();

    /// <summary>Notes that start-up is done.</summary>
    public void Ready() => ReadySince = parts.Clock.GetUtcNow();

    /// <summary>Parts that do not run at the moment.</summary>
    public IReadOnlyList<string> BrokenLoops()
    {
        return
        [
            .. supervisor.Reports
                .Where(loop => loop.State == "restarting")
                .Select(loop => $"{loop.Name} does not run: {loop.Reason}"),
        ];
    }

    /// <summary>The whole report.</summary>
    public NodeReport Report(NodeSnapshot look)
    {
        (NodeActivity activity, IReadOnlyList<string> why) = ActivityOf(look);
        return new NodeReport(
            settings.Node.Name,
            Version,
            settings.Node.Role.ToString().ToLowerInvariant(),
            started,
            activity,
            [.. why, .. BrokenLoops()],
            control.Circuits,
            [.. look.Counts.Select(count => new StageCount(
                count.Stage, count.State, count.Count, Math.Max(0, (look.Time - count.Oldest).TotalSeconds)))],
            [.. look.Workers.Select(Reports.Of)],
            supervisor.Reports,
            parts.L1?.Report(look.Transactions),
            look.LastEvent);
    }

    /// <summary>The report with the jobs that a page shows.</summary>
    public NodeView View(NodeSnapshot look)
    {
        IEnumerable<Job> shown = look.Broken.Concat(look.Newest).DistinctBy(job => job.Id);
        return new NodeView(
            Report(look),
            [
                .. shown.OrderByDescending(job => job.Id).Select(job => Reports.Of(
                    job, look.Bundles.TryGetValue(job.Id, out ContentHash bundle) ? bundle : null)),
            ]);
    }

    public void Dispose() => turn.Dispose();
}
