using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>Passes everything on; a test overrides what it bends.</summary>
internal class PassingPort(IL1Sender inner) : IL1Sender
{
    public EthAddress Address => inner.Address;

    public virtual Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel) =>
        inner.ObserveAsync(finalityDepth, cancel);

    public virtual Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel) =>
        inner.LookAsync(transactionHash, cancel);

    public virtual Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel) =>
        inner.GetBlockHashAsync(number, cancel);

    public Task<AcceptedOnL1?> FindAcceptedAsync(uint blockNumber, CancellationToken cancel) =>
        inner.FindAcceptedAsync(blockNumber, cancel);

    public Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
        inner.GetQueueHashAsync(position, cancel);

    public virtual Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel) =>
        inner.EstimateAsync(block, cancel);

    public virtual Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel) =>
        inner.SignAsync(request, cancel);

    public virtual Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel) =>
        inner.SendAsync(signed, cancel);
}
