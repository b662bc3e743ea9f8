using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Faults;

/// <summary>A job table whose transactions are points.</summary>
internal sealed class WatchedJobStore(IJobStore real, DurablePoints points) : IJobStore
{
    public Task<T> TransactAsync<T>(string what, Func<IJobTransaction, T> change, CancellationToken cancel) =>
        points.AroundAsync(what, () => real.TransactAsync(what, change, cancel));

    public Task<T> ReadAsync<T>(Func<IJobReader, T> read, CancellationToken cancel) => real.ReadAsync(read, cancel);
}

/// <summary>A payload store whose writes are points.</summary>
internal sealed class WatchedPayloadStore(IPayloadStore real, DurablePoints points) : IPayloadStore
{
    public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
        points.AroundAsync("put payload", () => real.PutAsync(bytes, cancel));

    public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) => real.GetAsync(hash, cancel);

    public Task DeleteAsync(ContentHash hash, CancellationToken cancel) => points.AroundAsync(
        "delete payload",
        async () =>
        {
            await real.DeleteAsync(hash, cancel).ConfigureAwait(false);
            return hash;
        });
}

/// <summary>L1 whose transactions are points when they are sent.</summary>
internal sealed class WatchedSender(IL1Sender real, DurablePoints points) : IL1Sender
{
    public EthAddress Address => real.Address;

    public Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel) =>
        real.ObserveAsync(finalityDepth, cancel);

    public Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel) =>
        real.LookAsync(transactionHash, cancel);

    public Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel) =>
        real.GetBlockHashAsync(number, cancel);

    public Task<AcceptedOnL1?> FindAcceptedAsync(uint blockNumber, CancellationToken cancel) =>
        real.FindAcceptedAsync(blockNumber, cancel);

    public Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
        real.GetQueueHashAsync(position, cancel);

    public Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel) =>
        real.EstimateAsync(block, cancel);

    public Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel) =>
        real.SignAsync(request, cancel);

    public Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel) => points.AroundAsync(
        "send transaction",
        async () =>
        {
            await real.SendAsync(signed, cancel).ConfigureAwait(false);
            return signed.Length;
        });
}
