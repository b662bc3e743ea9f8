using System.Globalization;
using Microsoft.Extensions.Logging;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;

namespace Prover.Host.Service.Node;

/// <summary>Says in the log how the node does, so that silence always means that it is gone.</summary>
internal sealed class HeartbeatLoop(NodeWatch watch, TimeSpan every, TimeProvider clock, ILogger log)
{
    /// <summary>The loop.</summary>
    public NodeLoop Loop => new("heartbeat", LoopKind.Service, (end, _) => RunAsync(end));

    private async Task RunAsync(CancellationToken end)
    {
        using PeriodicTimer timer = new(every, clock);
        while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
        {
            NodeSnapshot look = await watch.LookAsync(end).ConfigureAwait(false);
            (NodeActivity activity, IReadOnlyList<string> why) = watch.ActivityOf(look);
            log.Heartbeat(activity.ToString().ToLowerInvariant(), CountsOf(look), string.Join("; ", why));
        }
    }

    private static string CountsOf(NodeSnapshot look)
    {
        return look.Counts.Count == 0 ? "no jobs" : string.Join(", ", look.Counts.Select(count =>
            string.Create(CultureInfo.InvariantCulture, $"{count.Count} {Lower(count.Stage)} {Lower(count.State)}")));

        static string Lower(Enum value) => value.ToString().ToLowerInvariant();
    }
}
