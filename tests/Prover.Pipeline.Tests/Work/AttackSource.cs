namespace Prover.Pipeline.Tests;

/// <summary>The board behind a line that does what a test says before each call.</summary>
internal sealed class AttackSource(IWorkSource board) : IWorkSource
{
    public Action Taking { get; set; } = () => { };

    public Action Renewing { get; set; } = () => { };

    public Action Completing { get; set; } = () => { };

    public Task<WorkItem> TakeAsync(WorkerIdentity worker, CancellationToken cancel)
    {
        Taking();
        return board.TakeAsync(worker, cancel);
    }

    public Task<WorkAnswer> RenewAsync(
        WorkItem item, WorkerIdentity worker, WorkProgress progress, CancellationToken cancel)
    {
        Renewing();
        return board.RenewAsync(item, worker, progress, cancel);
    }

    public Task<WorkAnswer> CompleteAsync(
        WorkItem item, WorkerIdentity worker, WorkResult result, CancellationToken cancel)
    {
        Completing();
        return board.CompleteAsync(item, worker, result, cancel);
    }

    public Task<WorkAnswer> FailAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel) =>
        board.FailAsync(item, worker, failure, cancel);

    public Task<WorkAnswer> ReturnAsync(WorkItem item, WorkerIdentity worker, CancellationToken cancel) =>
        board.ReturnAsync(item, worker, cancel);
}
