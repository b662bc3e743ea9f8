namespace Prover.Pipeline;

/// <summary>Takes blocks from a source of work and proves them on the devices of this machine.</summary>
/// <remarks>
/// Each device has two hands that take turns: while one block is proven, the next one is taken and its assignment made.
/// So at most one prepared block waits per device, and a block is not taken before there is a place to prepare it.
/// </remarks>
/// <param name="source">Where blocks come from.</param>
/// <param name="payloads">Where their envelopes are.</param>
/// <param name="provers">One per device, at least one.</param>
/// <param name="options">How to behave.</param>
/// <param name="clock">Measures pauses, renewals and the time of stages.</param>
/// <param name="watch">Told what happens.</param>
/// <param name="replays">Keeps bundles of failed attempts; null to keep none.</param>
public sealed class ProofWorker(
    IWorkSource source,
    IPayloadStore payloads,
    IReadOnlyList<IBlockProver> provers,
    WorkerOptions options,
    TimeProvider clock,
    IWorkerWatch watch,
    IReplayKeeper? replays = null) : IDisposable
{
    private readonly CancellationTokenSource _taking = new();
    private readonly CancellationTokenSource _proving = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Works until it is drained or cancelled; then every job that it held is handed in or back.</summary>
    /// <remarks>Cancelling stops a running proof within two seconds. A fault of the source that is not
    /// <see cref="WorkSourceException"/> or <see cref="JobStoreException"/> drains the worker and is thrown when all
    /// that was being proven is handed in.</remarks>
    public async Task RunAsync(CancellationToken cancel)
    {
        using CancellationTokenRegistration stop = cancel.Register(() =>
        {
            _taking.Cancel();
            _proving.Cancel();
        });
        try
        {
            await Task.WhenAll(provers.Select(RunLaneAsync)).ConfigureAwait(false);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>Takes no more blocks, hands back what is not being proven yet, and finishes what is; after the limit
    /// that is handed back as well. Returns when <see cref="RunAsync"/> is over.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        await _taking.CancelAsync().ConfigureAwait(false);
        using var timer = new CancellationTokenSource(limit, clock);
        await Task.WhenAny(_ended.Task, Task.Delay(Timeout.InfiniteTimeSpan, timer.Token)).ConfigureAwait(false);
        await _proving.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
    }

    /// <summary>After <see cref="RunAsync"/> is over.</summary>
    public void Dispose()
    {
        _taking.Dispose();
        _proving.Dispose();
    }

    private async Task RunLaneAsync(IBlockProver prover)
    {
        using var lane = new WorkerLane(source, payloads, prover, options, clock, watch, replays);
        await Task.WhenAll(
            Task.Run(() => RunHandAsync(lane), CancellationToken.None),
            Task.Run(() => RunHandAsync(lane), CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task RunHandAsync(WorkerLane lane)
    {
        try
        {
            await lane.RunHandAsync(_taking.Token, _proving.Token).ConfigureAwait(false);
        }
        catch
        {
            // Nobody would see that one hand of several is missing: the others finish what they prove and end too.
            await _taking.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
