using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Sending, and waiting for what was sent.</summary>
public sealed partial class EthereumClient
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    /// <remarks>The hash is computed here: what the node calls the transaction does not matter.</remarks>
    /// <exception cref="InvalidOperationException">The client has no account.</exception>
    public async Task<Bytes32> SendAsync(L1Call call, CancellationToken cancel) =>
        (await SignAndSendAsync(call, cancel).ConfigureAwait(false)).Hash;

    /// <summary>Sends and waits until the transaction is in a block.</summary>
    /// <remarks>
    /// A node may forget a transaction: by a reorganisation, or because its pool is full. The same bytes are then given
    /// to it again; with the same nonce they can be in the chain only once.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The client has no account.</exception>
    /// <exception cref="L1Exception">It was not sent, or it was in no block after the given time.</exception>
    public async Task<L1Receipt> SendAndWaitAsync(L1Call call, TimeSpan timeout, CancellationToken cancel)
    {
        (Bytes32 hash, string raw) = await SignAndSendAsync(call, cancel).ConfigureAwait(false);
        return await WaitAsync(hash, timeout, () => RemindAsync(hash, raw, cancel), cancel).ConfigureAwait(false);
    }

    /// <summary>Waits until a transaction is in a block.</summary>
    /// <exception cref="L1Exception">It was in none after the given time.</exception>
    public Task<L1Receipt> WaitForReceiptAsync(
        Bytes32 transactionHash, TimeSpan timeout, CancellationToken cancel) =>
        WaitAsync(transactionHash, timeout, () => Task.CompletedTask, cancel);

    private async Task<L1Receipt> WaitAsync(
        Bytes32 transactionHash, TimeSpan timeout, Func<Task> remind, CancellationToken cancel)
    {
        long start = Environment.TickCount64;
        TimeSpan pause = s_firstPause;
        while (true)
        {
            if (await GetReceiptAsync(transactionHash, cancel).ConfigureAwait(false) is { } receipt)
            {
                return receipt;
            }

            if (Environment.TickCount64 - start > timeout.TotalMilliseconds)
            {
                throw new L1Exception($"Transaction {transactionHash} is in no block after {timeout.TotalSeconds} s.");
            }

            if (pause == s_longestPause)
            {
                await remind().ConfigureAwait(false);
            }

            await Task.Delay(pause, cancel).ConfigureAwait(false);
            pause = pause * 1.5 < s_longestPause ? pause * 1.5 : s_longestPause;
        }
    }

    private async Task<(Bytes32 Hash, string Raw)> SignAndSendAsync(L1Call call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        EthereumAccount account = _account
            ?? throw new InvalidOperationException("A client without an account cannot send.");
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            DynamicFeeTransaction transaction = await FillAsync(call, account.Address, cancel).ConfigureAwait(false);
            byte[] signed = transaction.Sign(account);
            string raw = Hex.Format(signed);
            _ = await _rpc.InvokeAsync("eth_sendRawTransaction", [raw], cancel).ConfigureAwait(false);
            return (new Bytes32(Keccak256.Hash(signed)), raw);
        }
        finally
        {
            _ = _sending.Release();
        }
    }

    /// <summary>Gives a transaction to the node again if it does not know it any more.</summary>
    private async Task RemindAsync(Bytes32 hash, string raw, CancellationToken cancel)
    {
        try
        {
            JsonNode? known = await _rpc.InvokeAsync("eth_getTransactionByHash", [hash.ToString()], cancel)
                .ConfigureAwait(false);
            if (known is null)
            {
                _ = await _rpc.InvokeAsync("eth_sendRawTransaction", [raw], cancel).ConfigureAwait(false);
            }
        }
        catch (L1Exception)
        {
            // It has come in in the meantime, or its nonce is taken: the receipt tells, or the end of the time.
        }
    }

    private async Task<DynamicFeeTransaction> FillAsync(L1Call call, EthAddress sender, CancellationToken cancel)
    {
        // The estimate runs the call: what would revert is refused here, with the contract's reason, and costs nothing.
        JsonNode? answer = await _rpc.InvokeAsync("eth_estimateGas", [ToJson(call)], cancel).ConfigureAwait(false);
        ulong gas = _limits.GasFor(Hex.UInt64(answer, "the gas estimate"));
        L1FeeData fees = _limits.Cap(await GetFeeDataAsync(cancel).ConfigureAwait(false));
        return new DynamicFeeTransaction(
            await GetChainIdAsync(cancel).ConfigureAwait(false),
            await GetNonceAsync(sender, cancel).ConfigureAwait(false),
            fees.PriorityFee,
            fees.MaxFee,
            gas,
            call.To,
            call.Value,
            call.Data);
    }
}
