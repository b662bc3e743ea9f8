using System.Numerics;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>The sender's port over JSON-RPC: the account of a client that submits blocks to a rollup.</summary>
public sealed class RollupSender : IL1Sender
{
    private readonly RollupContract _rollup;
    private readonly EthereumClient _client;
    private readonly ulong _createdAt;

    /// <summary>The account of the contract's client is the one that sends.</summary>
    /// <param name="rollup">The contract, with a client that has an account.</param>
    /// <param name="createdAt">The L1 block that the contract was created in: events are searched from there.</param>
    /// <exception cref="ArgumentException">The client has no account.</exception>
    public RollupSender(RollupContract rollup, ulong createdAt = 0)
    {
        ArgumentNullException.ThrowIfNull(rollup);
        _rollup = rollup;
        _client = rollup.Contract.Client;
        _createdAt = createdAt;
        Address = _client.Sender ?? throw new ArgumentException("The client has no account.", nameof(rollup));
    }

    /// <inheritdoc/>
    public EthAddress Address { get; }

    /// <inheritdoc/>
    /// <remarks>Everything is read at one block, which is looked at again at the end.</remarks>
    /// <exception cref="L1Exception">The chain was reorganised in between: ask again.</exception>
    public async Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel)
    {
        EthereumBlock head = await _client.GetBlockAsync("latest", cancel).ConfigureAwait(false)
            ?? throw new L1Exception("The node has no latest block.");
        ulong final = await FinalBlockAsync(head, finalityDepth, cancel).ConfigureAwait(false);
        BigInteger priority = await _client.GetPriorityFeeAsync(cancel).ConfigureAwait(false);
        var snapshot = new L1Snapshot
        {
            Head = head.Number,
            HeadHash = head.Hash,
            FinalBlock = final,
            LatestNonce = await NonceAsync(head.Number, cancel).ConfigureAwait(false),
            PendingNonce = await _client.GetNonceAsync(Address, "pending", cancel).ConfigureAwait(false),
            FinalNonce = await FinalNonceAsync(final, cancel).ConfigureAwait(false),
            Balance = await _client.GetBalanceAsync(Address, cancel).ConfigureAwait(false),
            Fees = new L1FeeData(head.BaseFee, priority, (2 * head.BaseFee) + priority),
            Rollup = await _rollup.GetStateAsync(head.Number, cancel).ConfigureAwait(false),
        };
        return await GetBlockHashAsync(head.Number, cancel).ConfigureAwait(false) == head.Hash
            ? snapshot
            : throw new L1Exception($"L1 was reorganised at block {head.Number} while it was read.");
    }

    /// <inheritdoc/>
    public Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel) =>
        _client.LookAsync(transactionHash, cancel);

    /// <inheritdoc/>
    public async Task<Bytes32?> GetBlockHashAsync(ulong number, CancellationToken cancel) =>
        (await _client.GetBlockAsync(number, cancel).ConfigureAwait(false))?.Hash;

    /// <inheritdoc/>
    public Task<AcceptedOnL1?> FindAcceptedAsync(uint blockNumber, CancellationToken cancel) =>
        _rollup.FindAcceptedAsync(blockNumber, _createdAt, cancel);

    /// <inheritdoc/>
    public Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
        _rollup.GetQueueHashAsync(position, cancel);

    /// <inheritdoc/>
    public async Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel)
    {
        try
        {
            return await _client.EstimateAsync(ToCall(block), cancel).ConfigureAwait(false);
        }
        catch (L1RevertException exception)
        {
            throw RollupContract.Abi.Explain(exception);
        }
    }

    /// <inheritdoc/>
    public Task<SignedL1Transaction> SignAsync(L1SigningRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        L1Call call = request.Block is { } block ? ToCall(block) : new L1Call(Address, default);
        return _client.SignAsync(call, request.Nonce, request.Gas, request.Fees, cancel);
    }

    /// <inheritdoc/>
    public Task SendAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel) =>
        _client.SendRawAsync(signed, cancel);

    private L1Call ToCall(BlockSubmission block) => new(_rollup.Address, RollupContract.EncodeSubmission(block));

    private async Task<ulong> FinalBlockAsync(EthereumBlock head, int? depth, CancellationToken cancel)
    {
        if (depth is { } blocks)
        {
            return head.Number - Math.Min(head.Number, (ulong)blocks);
        }

        EthereumBlock? final = await _client.GetBlockAsync("finalized", cancel).ConfigureAwait(false);
        return Math.Min(head.Number, final?.Number ?? 0);
    }

    /// <summary>The nonce at the final block; 0, the most careful answer, where the node has no states that old:
    /// ordinary ones keep those of about 128 blocks, and L1 may go longer without finality.</summary>
    private async Task<ulong> FinalNonceAsync(ulong block, CancellationToken cancel)
    {
        try
        {
            return await NonceAsync(block, cancel).ConfigureAwait(false);
        }
        catch (L1Exception)
        {
            return 0;
        }
    }

    private Task<ulong> NonceAsync(ulong block, CancellationToken cancel) =>
        _client.GetNonceAsync(Address, Hex.Quantity(block), cancel);
}
