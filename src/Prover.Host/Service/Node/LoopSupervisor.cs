using Microsoft.Extensions.Logging;
using Prover.Host.Service.Api;
using Prover.Host.Service.Logs;

namespace Prover.Host.Service.Node;

/// <summary>Runs the parts of the node and starts again what fails.</summary>
/// <remarks>A part that fails waits 1 s, 2 s, 4 s … 60 s; ten minutes without a failure forget earlier
/// ones.</remarks>
internal sealed class LoopSupervisor(NodeControl control, TimeProvider clock, ILogger log) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource services = new();
    private readonly List<Watched> watched = [];

    /// <summary>How the parts do.</summary>
    public IReadOnlyList<LoopReport> Reports
    {
        get
        {
            lock (watched)
            {
                return [.. watched.Select(loop => loop.Report)];
            }
        }
    }

    /// <summary>Starts parts.</summary>
    public void Start(IEnumerable<NodeLoop> loops)
    {
        lock (watched)
        {
            foreach (NodeLoop loop in loops)
            {
                Watched one = new(loop);
                watched.Add(one);
                one.Task = Task.Run(() => WatchAsync(one));
            }
        }
    }

    /// <summary>Waits until the workers have ended by themselves.</summary>
    public Task WorkersEndAsync() => EndAsync(LoopKind.Worker);

    /// <summary>Stops the parts that serve, and waits for them.</summary>
    public Task StopServicesAsync()
    {
        services.Cancel();
        return EndAsync(LoopKind.Service);
    }

    public void Dispose() => services.Dispose();

    private Task EndAsync(LoopKind kind)
    {
        lock (watched)
        {
            return Task.WhenAll(watched.Where(loop => loop.Loop.Kind == kind).Select(loop => loop.Task));
        }
    }

    private async Task WatchAsync(Watched one)
    {
        CancellationToken end = one.Loop.Kind == LoopKind.Worker ? control.DrainToken : services.Token;
        TimeSpan wait = FirstWait;
        while (!end.IsCancellationRequested)
        {
            DateTimeOffset began = clock.GetUtcNow();
            one.State = "running";
            string? failure = await RunOnceAsync(one.Loop, end).ConfigureAwait(false);
            if (end.IsCancellationRequested)
            {
                break;
            }

            wait = clock.GetUtcNow() - began > Forget ? FirstWait : wait;
            one.Failed(failure ?? "ended without being told to");
            log.LoopFailed(one.Loop.Name, one.Report.Reason!, wait.TotalSeconds);
            await WaitAsync(wait, end).ConfigureAwait(false);
            wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks));
        }

        one.State = "ended";
    }

    /// <summary>Null, or why it ended: one line.</summary>
    private async Task<string?> RunOnceAsync(NodeLoop loop, CancellationToken end)
    {
        try
        {
            await loop.RunAsync(end, control.StopToken).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure)
        {
            return OneLine.Of(failure);
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken end)
    {
        await Task.Delay(time, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed class Watched(NodeLoop loop)
    {
        private volatile string state = "running";
        private volatile string? reason;
        private int restarts;

        public NodeLoop Loop => loop;

        public Task Task { get; set; } = Task.CompletedTask;

        public string State
        {
            set => state = value;
        }

        public LoopReport Report => new(loop.Name, state, restarts, reason);

        public void Failed(string why)
        {
            reason = why;
            state = "restarting";
            restarts++;
        }
    }
}
