namespace Prover.Pipeline;

/// <summary>Where workers get blocks to prove: the port of the hand-off, on one machine or between many.</summary>
/// <remarks>
/// At least once: the same job may be worked on twice, by a lease that ran out and the one after it; the first right
/// result wins and a second one is answered with <see cref="WorkAnswer.NotNeeded"/>. Every call may be repeated after
/// a failure with the same meaning. One that cannot be reached throws <see cref="WorkSourceException"/>.
/// </remarks>
public interface IWorkSource
{
    /// <summary>The oldest block that this worker should prove, under a new lease. Waits until there is
    /// one.</summary>
    /// <exception cref="OperationCanceledException">Stopped waiting; nothing is leased.</exception>
    Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel);

    /// <summary>Renews a lease and tells how far the work is.</summary>
    Task<WorkAnswer> RenewAsync(WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel);

    /// <summary>Hands in a proof; it is stored durably when this returns. A late one is welcome.</summary>
    Task<WorkAnswer> CompleteAsync(WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel);

    /// <summary>Says that the attempt failed.</summary>
    Task<WorkAnswer> FailAsync(WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel);

    /// <summary>Gives the job back unfinished: no failure, somebody else may go on at once.</summary>
    Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel);
}
