namespace Prover.Pipeline.Tests;

/// <summary>A source of work that can be away.</summary>
internal sealed class FlakySource(IWorkSource inner) : IWorkSource
{
    private int _calls;

    public bool IsAway { get; set; }

    /// <summary>Calls that were made while it was away.</summary>
    public int LostCalls => _calls;

    public Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel) =>
        Reach(() => inner.TakeAsync(worker, cancel));

    public Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel) =>
        Reach(() => inner.RenewAsync(item, worker, progress, cancel));

    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel) =>
        Reach(() => inner.CompleteAsync(item, worker, result, cancel));

    public Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel) =>
        Reach(() => inner.FailAsync(item, worker, failure, cancel));

    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel) =>
        Reach(() => inner.ReturnAsync(item, worker, cancel));

    private Task<T> Reach<T>(Func<Task<T>> call)
    {
        if (!IsAway)
        {
            return call();
        }

        _ = Interlocked.Increment(ref _calls);
        return Task.FromException<T>(new WorkSourceException("away"));
    }
}
