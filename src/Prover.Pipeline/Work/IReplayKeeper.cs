namespace Prover.Pipeline;

/// <summary>Keeps what is needed to repeat a failed attempt elsewhere.</summary>
public interface IReplayKeeper
{
    /// <summary>Stores a bundle of the attempt; its name, or null if it cannot be stored.</summary>
    Task<ContentHash?> KeepAsync(
        WorkItem item, WorkerIdentity worker, ReadOnlyMemory<byte> envelope, BlockFailureException failure,
        CancellationToken cancel);
}
