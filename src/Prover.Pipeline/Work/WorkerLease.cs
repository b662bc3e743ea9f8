namespace Prover.Pipeline;

/// <summary>A worker's hold on a job: renews the lease in the background and stops the work when it is not wanted
/// any more.</summary>
internal sealed class WorkerLease : IProgress<double>, IAsyncDisposable
{
    private readonly IWorkSource _source;
    private readonly WorkItem _item;
    private readonly WorkerIdentity _identity;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _work;
    private readonly CancellationTokenSource _renewing = new();
    private readonly Task _loop;
    private WorkProgress _progress = new(JobStage.Witness, 0);

    public WorkerLease(
        IWorkSource source,
        WorkItem item,
        WorkerIdentity identity,
        WorkerOptions options,
        TimeProvider clock,
        CancellationToken stop)
    {
        _source = source;
        _item = item;
        _identity = identity;
        _clock = clock;
        Stop = stop;
        _work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Token = _work.Token;
        _loop = RenewAsync(options.RenewFraction * item.LeaseTime, options.ProgressInterval, _renewing.Token);
    }

    /// <summary>Cancelled when the work is not wanted any more, or the worker stops.</summary>
    public CancellationToken Token { get; }

    /// <summary>Cancelled when the worker stops.</summary>
    public CancellationToken Stop { get; }

    /// <summary>The stage that the work is in.</summary>
    public JobStage Stage => _progress.Stage;

    /// <summary>Why the node does not want the work any more; null if the worker stops of itself.</summary>
    public string? Why { get; private set; }

    /// <summary>The work goes on with another stage.</summary>
    public void Enter(JobStage stage) => _progress = new WorkProgress(stage, 0);

    /// <summary>How far the stage is.</summary>
    public void Report(double value) => _progress = _progress with { Fraction = Math.Clamp(value, 0, 1) };

    /// <summary>Ends the renewing.</summary>
    public async Task StopAsync()
    {
        await _renewing.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _renewing.Dispose();
        _work.Dispose();
    }

    private async Task RenewAsync(TimeSpan every, TimeSpan progressEvery, CancellationToken cancel)
    {
        TimeSpan tick = every < progressEvery ? every : progressEvery;
        WorkProgress told = _progress;
        long last = _clock.GetTimestamp();
        while (Why is null)
        {
            await Task.Delay(tick, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
            {
                return;
            }

            WorkProgress progress = _progress;
            if (progress != told || _clock.GetElapsedTime(last) >= every)
            {
                (told, last) = (progress, _clock.GetTimestamp());
                await RenewOnceAsync(progress, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task RenewOnceAsync(WorkProgress progress, CancellationToken cancel)
    {
        try
        {
            WorkAnswer answer = await _source.RenewAsync(_item, _identity, progress, cancel).ConfigureAwait(false);
            if (EndsWork(answer, progress.Stage))
            {
                Why = answer == WorkAnswer.NotNeeded ? "it has a proof already" : "the lease is lost";
                await _work.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // Whatever it is, the work goes on. The next one may come through. If none does the lease runs out, and a
            // late result is welcome.
        }
    }

    /// <summary>A lost lease stops a block that is only being prepared; a proof that runs is finished, since the
    /// first right one counts.</summary>
    private static bool EndsWork(WorkAnswer answer, JobStage stage) => answer switch
    {
        WorkAnswer.Accepted => false,
        WorkAnswer.LeaseLost => stage == JobStage.Witness,
        _ => true,
    };
}
