namespace Prover.Pipeline;

/// <summary>One device of a worker: two hands share its place to prepare and its place to prove.</summary>
internal sealed class WorkerLane(
    IWorkSource source,
    IPayloadStore payloads,
    IBlockProver prover,
    WorkerOptions options,
    TimeProvider clock,
    IWorkerWatch watch,
    IReplayKeeper? replays) : IDisposable
{
    private readonly SemaphoreSlim _prepare = new(1, 1);
    private readonly SemaphoreSlim _prove = new(1, 1);
    private readonly WorkerIdentity _identity = new(options.Name, prover.Device, prover.Circuits);

    private WorkerLease? _next;
    private int _failedInARow;

    /// <summary>Takes one block after another until taking is cancelled.</summary>
    public async Task RunHandAsync(CancellationToken taking, CancellationToken proving)
    {
        while (!taking.IsCancellationRequested)
        {
            try
            {
                await _prepare.WaitAsync(taking).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var place = new Place(_prepare);
            try
            {
                if (await CalmDownAsync(taking).ConfigureAwait(false)
                    && await TakeAsync(taking).ConfigureAwait(false) is { } item)
                {
                    await WorkAsync(item, place, taking, proving).ConfigureAwait(false);
                }
            }
            finally
            {
                place.Leave();
            }
        }
    }

    /// <summary>After both hands have ended.</summary>
    public void Dispose()
    {
        _prepare.Dispose();
        _prove.Dispose();
    }

    /// <summary>A device that fails block after block does not run through the whole queue at once; false if taking
    /// ended.</summary>
    private async Task<bool> CalmDownAsync(CancellationToken taking)
    {
        int failed = Volatile.Read(ref _failedInARow);
        TimeSpan pause = options.FirstPause;
        for (int i = 2; i < failed && pause < options.LongestPause; i++)
        {
            pause = Longer(pause);
        }

        return failed < 2 || await PauseAsync(pause, taking).ConfigureAwait(false);
    }

    private async Task<WorkItem?> TakeAsync(CancellationToken taking)
    {
        TimeSpan pause = options.FirstPause;
        while (true)
        {
            try
            {
                return await source.TakeAsync(_identity, taking).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (taking.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception failure) when (IsLost(failure))
            {
                watch.SourceLost(prover.Device, failure.Message);
            }

            if (!await PauseAsync(pause, taking).ConfigureAwait(false))
            {
                return null;
            }

            pause = Longer(pause);
        }
    }

    private async Task WorkAsync(WorkItem item, Place place, CancellationToken taking, CancellationToken proving)
    {
        await using var lease = new WorkerLease(source, item, _identity, options, clock, proving);
        ReadOnlyMemory<byte> envelope = default;
        try
        {
            envelope = await FetchAsync(item, lease.Token).ConfigureAwait(false);
            (IPreparedBlock prepared, TimeSpan witnessTime) =
                await TimedAsync(() => prover.Prepare(envelope, lease.Token)).ConfigureAwait(false);
            using (prepared)
            {
                watch.Finished(item, prover.Device, JobStage.Witness, witnessTime);
                await ProveAsync(item, lease, prepared, witnessTime, place, taking).ConfigureAwait(false);
            }
        }
        catch (BlockFailureException failure)
        {
            await lease.StopAsync().ConfigureAwait(false);
            await FailAsync(item, envelope, failure, proving).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (lease.Token.IsCancellationRequested || taking.IsCancellationRequested)
        {
            await lease.StopAsync().ConfigureAwait(false);
            await GiveUpAsync(item, lease).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // A fault of the program. Its text is kept out: it might hold a value.
            await lease.StopAsync().ConfigureAwait(false);
            var failure = new BlockFailureException(
                WorkFailureKind.Transient, lease.Stage, $"{prover.Device}: {fault.GetType().Name}", fault);
            await FailAsync(item, envelope, failure, proving).ConfigureAwait(false);
        }
    }

    private async Task ProveAsync(
        WorkItem item,
        WorkerLease lease,
        IPreparedBlock prepared,
        TimeSpan witnessTime,
        Place place,
        CancellationToken taking)
    {
        await WaitForPlaceAsync(lease, taking).ConfigureAwait(false);
        ReadOnlyMemory<byte> proof;
        TimeSpan proveTime;
        try
        {
            place.Leave();
            lease.Enter(JobStage.Prove);
            (proof, proveTime) = await TimedAsync(() => prover.Prove(prepared, new Progress(this, lease), lease.Token))
                .ConfigureAwait(false);
        }
        finally
        {
            _ = _prove.Release();
        }

        if (!prover.Verify(prepared, proof.Span))
        {
            throw new BlockFailureException(
                WorkFailureKind.WrongProof, JobStage.Prove, $"The proof made on {prover.Device} does not verify.");
        }

        watch.Finished(item, prover.Device, JobStage.Prove, proveTime);
        await HandInAsync(item, lease, new WorkResult(proof, witnessTime, proveTime)).ConfigureAwait(false);
    }

    /// <summary>Waits until the block before is proven; so long its progress counts for this one too, which would seem
    /// stuck otherwise.</summary>
    private async Task WaitForPlaceAsync(WorkerLease lease, CancellationToken taking)
    {
        // A drain hands back what waits here: the wait ends with taking, the proof itself does not.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(taking, lease.Token);
        Volatile.Write(ref _next, lease);
        try
        {
            await _prove.WaitAsync(waiting.Token).ConfigureAwait(false);
        }
        finally
        {
            _ = Interlocked.CompareExchange(ref _next, null, lease);
        }
    }

    /// <summary>Hands a finished proof in, however long the source is away: it is not made a second time.</summary>
    private async Task HandInAsync(WorkItem item, WorkerLease lease, WorkResult result)
    {
        TimeSpan pause = options.FirstPause;
        WorkAnswer? answer = null;
        while (answer is null && !lease.Stop.IsCancellationRequested)
        {
            answer = await TryHandInAsync(item, result, lease.Stop).ConfigureAwait(false);
            if (answer is null)
            {
                _ = await PauseAsync(pause, lease.Stop).ConfigureAwait(false);
                pause = Longer(pause);
            }
        }

        if (answer is null)
        {
            // The worker stops with the proof in its hand: once more, for a second.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            answer = await TryHandInAsync(item, result, limit.Token).ConfigureAwait(false);
        }

        Volatile.Write(ref _failedInARow, 0);
        watch.HandedIn(item, prover.Device, answer ?? throw new OperationCanceledException(lease.Stop));
    }

    /// <summary>The answer; null where there was none, whatever the reason.</summary>
    private async Task<WorkAnswer?> TryHandInAsync(WorkItem item, WorkResult result, CancellationToken cancel)
    {
        try
        {
            return await source.CompleteAsync(item, _identity, result, cancel).ConfigureAwait(false);
        }
        catch (Exception lost)
        {
            watch.SourceLost(prover.Device, Text(lost));
            return null;
        }
    }

    private async Task<ReadOnlyMemory<byte>> FetchAsync(WorkItem item, CancellationToken cancel)
    {
        try
        {
            return await payloads.GetAsync(item.Envelope, cancel).ConfigureAwait(false)
                ?? throw new BlockFailureException(
                    WorkFailureKind.Transient, JobStage.Witness, $"There is no payload {item.Envelope}.");
        }
        catch (Exception failure) when (failure is JobStoreException or WorkSourceException)
        {
            throw new BlockFailureException(
                WorkFailureKind.Transient, JobStage.Witness, failure.Message, failure);
        }
    }

    private async Task FailAsync(
        WorkItem item, ReadOnlyMemory<byte> envelope, BlockFailureException failure, CancellationToken cancel)
    {
        if (failure.Kind != WorkFailureKind.Poison)
        {
            _ = Interlocked.Increment(ref _failedInARow);
        }

        ContentHash? bundle = await KeepAsync(item, envelope, failure, cancel).ConfigureAwait(false);
        var report = new WorkFailure(failure.Stage, failure.Kind, failure.Message, bundle);
        watch.Failed(item, prover.Device, report);
        try
        {
            _ = await source.FailAsync(item, _identity, report, cancel).ConfigureAwait(false);
        }
        catch (Exception lost)
        {
            // The lease runs out and says the same.
            watch.SourceLost(prover.Device, Text(lost));
        }
    }

    /// <summary>The name of a bundle; null if there is none. That it cannot be stored is no reason to keep quiet about
    /// the failure.</summary>
    private async Task<ContentHash?> KeepAsync(
        WorkItem item, ReadOnlyMemory<byte> envelope, BlockFailureException failure, CancellationToken cancel)
    {
        try
        {
            return replays is not null && envelope.Length > 0
                ? await replays.KeepAsync(item, _identity, envelope, failure, cancel).ConfigureAwait(false)
                : null;
        }
        catch (Exception lost)
        {
            watch.SourceLost(prover.Device, $"no replay bundle of {item.Job}: {Text(lost)}");
            return null;
        }
    }

    private async Task GiveUpAsync(WorkItem item, WorkerLease lease)
    {
        watch.GaveUp(item, prover.Device, lease.Why ?? "handed back");
        if (lease.Why is not null)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            _ = await source.ReturnAsync(item, _identity, limit.Token).ConfigureAwait(false);
        }
        catch (Exception lost)
        {
            watch.SourceLost(prover.Device, Text(lost));
        }
    }

    private async Task<(T Value, TimeSpan Time)> TimedAsync<T>(Func<T> work)
    {
        long start = clock.GetTimestamp();
        T value = await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        return (value, clock.GetElapsedTime(start));
    }

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken cancel)
    {
        await Task.Delay(pause, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }

    private TimeSpan Longer(TimeSpan pause) =>
        2 * pause < options.LongestPause ? 2 * pause : options.LongestPause;

    private static bool IsLost(Exception failure) => failure is WorkSourceException or JobStoreException;

    /// <summary>What may be told of an exception: the text of a foreign one might hold a value.</summary>
    private static string Text(Exception failure) => IsLost(failure) ? failure.Message : failure.GetType().Name;

    /// <summary>Tells the progress of a proof for its own block and for the one that waits behind it.</summary>
    private sealed class Progress(WorkerLane lane, WorkerLease own) : IProgress<double>
    {
        public void Report(double value)
        {
            own.Report(value);
            Volatile.Read(ref lane._next)?.Report(value);
        }
    }

    /// <summary>A place that is left once, however often it is said.</summary>
    private sealed class Place(SemaphoreSlim places)
    {
        private int _left;

        public void Leave()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                _ = places.Release();
            }
        }
    }
}
