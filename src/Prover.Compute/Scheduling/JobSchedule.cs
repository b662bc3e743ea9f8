using System.Runtime.ExceptionServices;

namespace Prover.Compute;

/// <summary>Jobs that wait for one another, shared out piece by piece to the threads of a
/// <see cref="ComputeBudget"/>.</summary>
/// <remarks>
/// A thread that is free takes the next piece of the first job, in the order of adding, that has one. So the order is
/// the priority, jobs behind fill the gaps at the barriers of those before, and a thread waits only when no piece is
/// left that may run. One thread runs everything in a fixed order.
/// </remarks>
public sealed class JobSchedule
{
    private readonly List<ScheduledJob> _jobs = [];
    private readonly object _gate = new();
    private ExceptionDispatchInfo? _failure;
    private CancellationToken _cancellation;
    private IProgress<double>? _progress;
    private int _firstOpen;
    private double _cost;
    private double _done;

    /// <summary>Adds a job that starts when all of <paramref name="after"/> have ended.</summary>
    /// <exception cref="ArgumentException">One of them was not added before.</exception>
    public void Add(ComputeJob job, params ReadOnlySpan<ComputeJob> after)
    {
        ArgumentNullException.ThrowIfNull(job);
        var added = new ScheduledJob(job);
        foreach (ComputeJob earlier in after)
        {
            ScheduledJob known = _jobs.Find(scheduled => scheduled.Job == earlier)
                ?? throw new ArgumentException("A job waits only for jobs that were added before it.");
            known.Next.Add(added);
            added.Waiting++;
        }

        _jobs.Add(added);
    }

    /// <summary>Runs all jobs; once.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before the last piece.</exception>
    /// <remarks>An exception of a job stops the others and is rethrown as it is. All jobs are released in any
    /// case.</remarks>
    public void Run(ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        budget.Cancellation.ThrowIfCancellationRequested();
        _cancellation = budget.Cancellation;
        _progress = budget.Progress;
        _cost = _jobs.Sum(scheduled => Enumerable.Range(0, scheduled.Job.Stages).Sum(scheduled.Job.Cost));
        try
        {
            new ComputeBudget(budget.MaxThreads).For(budget.MaxThreads, _ => Work());
        }
        finally
        {
            _jobs.ForEach(scheduled => scheduled.ReleaseOnce());
        }

        _failure?.Throw();
        _cancellation.ThrowIfCancellationRequested();
        _progress?.Report(1);
    }

    private void Work()
    {
        lock (_gate)
        {
            while (_firstOpen < _jobs.Count && _failure is null && !_cancellation.IsCancellationRequested)
            {
                if (!TryTake(out ScheduledJob? job, out int piece))
                {
                    _ = Monitor.Wait(_gate);
                    continue;
                }

                if (Succeeds(() => job!.Run(piece)))
                {
                    Settle(job!, piece);
                }
            }

            Monitor.PulseAll(_gate);
        }
    }

    private bool TryTake(out ScheduledJob? taken, out int piece)
    {
        for (int i = _firstOpen; i < _jobs.Count; i++)
        {
            if (_jobs[i].TryTake(out piece))
            {
                taken = _jobs[i];
                return true;
            }
        }

        (taken, piece) = (null, 0);
        return false;
    }

    /// <summary>Lets go of the lock while it works; an exception is kept for whoever called
    /// <see cref="Run"/>.</summary>
    private bool Succeeds(Action work)
    {
        Monitor.Exit(_gate);
        ExceptionDispatchInfo? failure = null;
        try
        {
            work();
        }
#pragma warning disable CA1031 // rethrown by Run
        catch (Exception caught)
        {
            failure = ExceptionDispatchInfo.Capture(caught);
        }
#pragma warning restore CA1031
        finally
        {
            Monitor.Enter(_gate);
        }

        _failure ??= failure; // another thread may have failed in the meantime
        return failure is null;
    }

    private void Settle(ScheduledJob job, int piece)
    {
        if (piece != ScheduledJob.Opening)
        {
            _done += job.CostOfPiece;
            _progress?.Report(Math.Min(1, _done / _cost));
        }

        if (!job.Settle(piece))
        {
            return;
        }

        if (job.IsFinished)
        {
            _ = Succeeds(job.ReleaseOnce);
            job.End();
            while (_firstOpen < _jobs.Count && _jobs[_firstOpen].HasEnded)
            {
                _firstOpen++;
            }
        }

        Monitor.PulseAll(_gate);
    }
}
