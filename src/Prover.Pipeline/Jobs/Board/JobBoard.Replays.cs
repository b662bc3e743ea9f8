namespace Prover.Pipeline;

/// <content>Bundles of attempts that failed elsewhere.</content>
public sealed partial class JobBoard
{
    /// <summary>Keeps a bundle of a failed attempt whose worker kept none: one on another machine cannot write into
    /// this node's payloads. Null to keep none.</summary>
    public IReplayKeeper? Replays { get; set; }

    private async Task<WorkFailure> WithBundleAsync(
        WorkItem item, WorkerIdentity worker, WorkFailure failure, CancellationToken cancel)
    {
        if (failure.Bundle is not null || Replays is not { } keeper)
        {
            return failure;
        }

        try
        {
            // Only of an attempt that is under way: whoever holds no lease makes this node store nothing.
            Job? job = await _store.ReadAsync(rows => Held(rows, item, worker), cancel).ConfigureAwait(false);
            byte[]? envelope = job is null
                ? null
                : await _payloads.GetAsync(job.Envelope, cancel).ConfigureAwait(false);
            if (job is null || envelope is null)
            {
                return failure;
            }

            WorkItem known = item with { Envelope = job.Envelope, CircuitId = job.CircuitId };
            var what = new BlockFailureException(failure.Kind, failure.Stage, failure.Reason);
            ContentHash? bundle = await keeper.KeepAsync(known, worker, envelope, what, cancel).ConfigureAwait(false);
            return failure with { Bundle = bundle };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The failure is what counts, with a bundle or without one.
            return failure;
        }
    }
}
