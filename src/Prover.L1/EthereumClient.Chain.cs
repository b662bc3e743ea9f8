using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Reading at a chosen block, and what the sender needs: nothing here waits or retries.</summary>
public sealed partial class EthereumClient
{
    /// <summary>The block at a height or by a tag (<c>latest</c>, <c>finalized</c>); null where there is
    /// none.</summary>
    public async Task<EthereumBlock?> GetBlockAsync(string heightOrTag, CancellationToken cancel)
    {
        JsonNode? block = await _rpc.InvokeAsync("eth_getBlockByNumber", [heightOrTag, false], cancel)
            .ConfigureAwait(false);
        return block is null ? null : NodeAnswers.Block(block);
    }

    /// <summary>The block at a height; null where there is none.</summary>
    /// <exception cref="L1Exception">The node answers with another one.</exception>
    public async Task<EthereumBlock?> GetBlockAsync(ulong number, CancellationToken cancel)
    {
        EthereumBlock? block = await GetBlockAsync(Hex.Quantity(number), cancel).ConfigureAwait(false);
        return block is null || block.Number == number
            ? block
            : throw new L1Exception($"The node answers with block {block.Number} instead of {number}.");
    }

    /// <summary>How many transactions an account has sent up to a block (a height or a tag).</summary>
    public async Task<ulong> GetNonceAsync(EthAddress address, string heightOrTag, CancellationToken cancel) =>
        Hex.UInt64(
            await _rpc.InvokeAsync("eth_getTransactionCount", [address.ToString(), heightOrTag], cancel)
                .ConfigureAwait(false),
            "the nonce");

    /// <summary>What the node would offer the proposer, in wei per gas.</summary>
    public async Task<BigInteger> GetPriorityFeeAsync(CancellationToken cancel) => Hex.Number(
        await _rpc.InvokeAsync("eth_maxPriorityFeePerGas", [], cancel).ConfigureAwait(false), "the priority fee");

    /// <summary>Runs a call on the state after a block; its answer.</summary>
    public async Task<byte[]> CallAsync(L1Call call, ulong number, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        JsonNode? answer = await _rpc.InvokeAsync("eth_call", [ToJson(call), Hex.Quantity(number)], cancel)
            .ConfigureAwait(false);
        return Hex.Bytes(answer, "the result of the call");
    }

    /// <summary>Gas that a call takes on the latest state, without anything added.</summary>
    /// <exception cref="L1RevertException">It would revert.</exception>
    public async Task<ulong> EstimateAsync(L1Call call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        JsonNode? answer = await _rpc.InvokeAsync("eth_estimateGas", [ToJson(call)], cancel).ConfigureAwait(false);
        return Hex.UInt64(answer, "the gas estimate");
    }

    /// <summary>Signs a transaction of the account; nothing is sent.</summary>
    /// <exception cref="InvalidOperationException">The client has no account.</exception>
    public async Task<SignedL1Transaction> SignAsync(
        L1Call call, ulong nonce, ulong gas, OfferedFees fees, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(fees);
        EthereumAccount account = _account
            ?? throw new InvalidOperationException("A client without an account cannot sign.");
        byte[] signed = new DynamicFeeTransaction(
            await GetChainIdAsync(cancel).ConfigureAwait(false),
            nonce,
            fees.MaxPriorityFeePerGas,
            fees.MaxFeePerGas,
            gas,
            call.To,
            call.Value,
            call.Data).Sign(account);
        return new SignedL1Transaction(new Bytes32(Keccak256.Hash(signed)), signed);
    }

    /// <summary>Gives signed bytes to the node. What it calls them does not matter.</summary>
    public Task SendRawAsync(ReadOnlyMemory<byte> signed, CancellationToken cancel) =>
        _rpc.InvokeAsync("eth_sendRawTransaction", [Hex.Format(signed.Span)], cancel);

    /// <summary>What the node knows about a transaction.</summary>
    public async Task<L1Sighting> LookAsync(Bytes32 transactionHash, CancellationToken cancel)
    {
        JsonNode? receipt = await _rpc.InvokeAsync("eth_getTransactionReceipt", [transactionHash.ToString()], cancel)
            .ConfigureAwait(false);
        if (NodeAnswers.Inclusion(receipt, transactionHash) is { } inclusion)
        {
            return new L1Sighting(true, inclusion);
        }

        JsonNode? known = await _rpc.InvokeAsync("eth_getTransactionByHash", [transactionHash.ToString()], cancel)
            .ConfigureAwait(false);
        return new L1Sighting(known is not null, null);
    }
}
