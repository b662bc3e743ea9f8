namespace Prover.Pipeline;

/// <summary>The node's side of the hand-off: what a broker's server asks on behalf of workers elsewhere.</summary>
public interface IWorkBoard : IWorkSource
{
    /// <summary>Like <see cref="IWorkSource.TakeAsync"/>, but null at once where there is nothing for this
    /// worker.</summary>
    Task<WorkItem?> TryTakeAsync(WorkerIdentity worker, CancellationToken cancel);

    /// <summary>How many jobs a worker could take now.</summary>
    Task<int> CountTakeableAsync(CancellationToken cancel);
}
