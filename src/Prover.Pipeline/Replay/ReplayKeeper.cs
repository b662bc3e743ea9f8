namespace Prover.Pipeline;

/// <summary>Keeps bundles of failed attempts in a payload store.</summary>
/// <param name="payloads">Where.</param>
/// <param name="provers">The devices of this machine: they tell key hashes, and make the assignment again for its
/// digest. Empty for a node that does not prove.</param>
/// <param name="software">The versions of what runs here: one line.</param>
public sealed class ReplayKeeper(IPayloadStore payloads, IReadOnlyList<IBlockProver> provers, string software)
    : IReplayKeeper
{
    /// <inheritdoc/>
    /// <remarks>A failure to prove costs one more assignment, for its digest.</remarks>
    public async Task<ContentHash?> KeepAsync(
        WorkItem item,
        WorkerIdentity worker,
        ReadOnlyMemory<byte> envelope,
        BlockFailureException failure,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(failure);
        IBlockProver? prover = provers.FirstOrDefault(one => one.Device == worker.Device);
        var bundle = new ReplayBundle
        {
            Job = item.Job,
            Fence = item.Fence,
            CircuitId = item.CircuitId,
            KeyHash = prover?.KeyHash(item.CircuitId),
            Worker = Failing.Line(worker.Worker),
            Device = Failing.Line(worker.Device),
            Software = Failing.Line(software),
            Stage = failure.Stage,
            Kind = failure.Kind,
            Reason = Failing.Line(failure.Message),
            Assignment = prover is null || failure.Stage == JobStage.Witness
                ? null
                : await Task.Run(() => DigestOf(prover, envelope, cancel), cancel).ConfigureAwait(false),
            Envelope = envelope,
        };
        try
        {
            return await payloads.PutAsync(ReplayBundleCodec.Encode(bundle), cancel).ConfigureAwait(false);
        }
        catch (JobStoreException)
        {
            // The failure itself is what has to be told; without a bundle if there is no room for one.
            return null;
        }
    }

    private static ContentHash? DigestOf(IBlockProver prover, ReadOnlyMemory<byte> envelope, CancellationToken cancel)
    {
        try
        {
            using IPreparedBlock again = prover.Prepare(envelope, cancel);
            return again.Digest();
        }
        catch (BlockFailureException)
        {
            return null;
        }
    }
}
