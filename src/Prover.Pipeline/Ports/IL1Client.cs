using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>The port to L1: what the pipeline needs of an Ethereum node, on behalf of one sending account.</summary>
/// <remarks>
/// Implementations are safe for concurrent reads; sends of one account come one after another. A node that cannot be
/// reached or that answers nonsense throws <see cref="L1Exception"/>; what the contract refuses throws
/// <see cref="L1RevertException"/>.
/// </remarks>
public interface IL1Client
{
    /// <summary>The account that <see cref="SendAsync"/> sends from; null if the client only reads.</summary>
    EthAddress? Sender { get; }

    /// <summary>The chain's id.</summary>
    Task<ulong> GetChainIdAsync(CancellationToken cancel);

    /// <summary>The number and the time of the latest block.</summary>
    Task<L1Head> GetHeadAsync(CancellationToken cancel);

    /// <summary>What a transaction has to offer now to be included soon.</summary>
    Task<L1FeeData> GetFeeDataAsync(CancellationToken cancel);

    /// <summary>Runs a call on the latest state without sending anything; its answer.</summary>
    Task<byte[]> CallAsync(L1Call call, CancellationToken cancel);

    /// <summary>Signs and sends; the transaction's hash. A call that would revert is not sent.</summary>
    Task<Bytes32> SendAsync(L1Call call, CancellationToken cancel);

    /// <summary>The receipt of a transaction; null while it is in no block.</summary>
    Task<L1Receipt?> GetReceiptAsync(Bytes32 transactionHash, CancellationToken cancel);

    /// <summary>The logs that match, in order.</summary>
    Task<IReadOnlyList<L1Log>> GetLogsAsync(L1LogFilter filter, CancellationToken cancel);
}
