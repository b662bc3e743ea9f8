using Prover.Host.Service.Api;

namespace Prover.Host.Service.Node;

/// <summary>Where the process is between its start and its end, and who may push it on.</summary>
/// <remarks>Thread-safe. It goes one way only: starting, ready, draining, stopped.</remarks>
internal sealed class NodeControl : IDisposable
{
    private readonly CancellationTokenSource drain = new();
    private readonly CancellationTokenSource stop = new();
    private volatile StartedNode? node;
    private volatile string step = "opening the store";
    private volatile string? drainedBy;

    /// <summary>What start-up is at, for people.</summary>
    public string Step
    {
        get => step;
        set => step = value;
    }

    /// <summary>What the node has; null while it starts.</summary>
    public StartedNode? Started => node;

    /// <summary>The circuits; empty while it starts.</summary>
    public IReadOnlyList<CircuitReport> Circuits => node?.Circuits ?? [];

    /// <summary>Whether no new work is taken.</summary>
    public bool IsDraining => drain.IsCancellationRequested;

    /// <summary>Who asked for it; null while it does not drain.</summary>
    public string? DrainedBy => drainedBy;

    /// <summary>Asks for an end in order.</summary>
    public CancellationToken DrainToken => drain.Token;

    /// <summary>Ends everything now.</summary>
    public CancellationToken StopToken => stop.Token;

    /// <summary>Start-up is done.</summary>
    public void Ready(StartedNode started) => node = started;

    /// <summary>Takes no new work from now on. Asking twice is harmless.</summary>
    /// <param name="by">Who asks.</param>
    public void Drain(string by)
    {
        drainedBy ??= by;
        drain.Cancel();
    }

    /// <summary>Ends everything now.</summary>
    public void Stop()
    {
        drain.Cancel();
        stop.Cancel();
    }

    public void Dispose()
    {
        drain.Dispose();
        stop.Dispose();
    }
}
