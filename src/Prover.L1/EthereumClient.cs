using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>The L1 port over JSON-RPC: reads, and sends transactions of type 2 (EIP-1559) signed here.</summary>
public sealed class EthereumClient : IL1Client, IDisposable
{
    private readonly JsonRpcClient _rpc;
    private readonly EthereumAccount? _account;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private ulong? _chainId;

    /// <summary>A client of a node; without an account it only reads. The account stays the caller's.</summary>
    /// <exception cref="ArgumentException">Not an http or https address.</exception>
    public EthereumClient(Uri endpoint, EthereumAccount? account = null)
    {
        _rpc = new JsonRpcClient(endpoint);
        _account = account;
    }

    /// <inheritdoc/>
    public EthAddress? Sender => _account?.Address;

    /// <summary>Closes the connection. The account's key is not cleared.</summary>
    public void Dispose()
    {
        _rpc.Dispose();
        _sending.Dispose();
    }

    /// <inheritdoc/>
    public async Task<ulong> GetChainIdAsync(CancellationToken cancel) =>
        _chainId ??= Hex.UInt64(
            await _rpc.InvokeAsync("eth_chainId", [], cancel).ConfigureAwait(false), "the chain id");

    /// <inheritdoc/>
    public async Task<L1Head> GetHeadAsync(CancellationToken cancel)
    {
        JsonNode block = await GetLatestBlockAsync(cancel).ConfigureAwait(false);
        return new L1Head(
            Hex.UInt64(block["number"], "the block number"), Hex.UInt64(block["timestamp"], "the block time"));
    }

    /// <inheritdoc/>
    public async Task<L1FeeData> GetFeeDataAsync(CancellationToken cancel)
    {
        JsonNode block = await GetLatestBlockAsync(cancel).ConfigureAwait(false);
        BigInteger baseFee = Hex.Number(block["baseFeePerGas"], "the base fee");
        BigInteger priority = Hex.Number(
            await _rpc.InvokeAsync("eth_maxPriorityFeePerGas", [], cancel).ConfigureAwait(false), "the priority fee");

        // The base fee rises by at most 1/8 a block: twice as much lasts for about six full blocks.
        return new L1FeeData(baseFee, priority, (2 * baseFee) + priority);
    }

    /// <summary>What an account has, in wei.</summary>
    public async Task<BigInteger> GetBalanceAsync(EthAddress address, CancellationToken cancel) =>
        Hex.Number(
            await _rpc.InvokeAsync("eth_getBalance", [address.ToString(), "latest"], cancel).ConfigureAwait(false),
            "the balance");

    /// <summary>The code at an address; empty if there is none.</summary>
    public async Task<byte[]> GetCodeAsync(EthAddress address, CancellationToken cancel) =>
        Hex.Bytes(
            await _rpc.InvokeAsync("eth_getCode", [address.ToString(), "latest"], cancel).ConfigureAwait(false),
            "the code");

    /// <summary>How many transactions an account has sent, those that wait included.</summary>
    public async Task<ulong> GetNonceAsync(EthAddress address, CancellationToken cancel) =>
        Hex.UInt64(
            await _rpc.InvokeAsync("eth_getTransactionCount", [address.ToString(), "pending"], cancel)
                .ConfigureAwait(false),
            "the nonce");

    /// <inheritdoc/>
    public async Task<byte[]> CallAsync(L1Call call, CancellationToken cancel)
    {
        JsonNode? answer = await _rpc.InvokeAsync("eth_call", [ToJson(call), "latest"], cancel).ConfigureAwait(false);
        return Hex.Bytes(answer, "the result of the call");
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The client has no account.</exception>
    public async Task<Bytes32> SendAsync(L1Call call, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        EthereumAccount account = _account
            ?? throw new InvalidOperationException("A client without an account cannot send.");
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            DynamicFeeTransaction transaction = await FillAsync(call, account.Address, cancel).ConfigureAwait(false);
            string raw = Hex.Format(transaction.Sign(account));
            JsonNode? hash = await _rpc.InvokeAsync("eth_sendRawTransaction", [raw], cancel).ConfigureAwait(false);
            return ToBytes32(hash, "the transaction's hash");
        }
        finally
        {
            _ = _sending.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<L1Receipt?> GetReceiptAsync(Bytes32 transactionHash, CancellationToken cancel)
    {
        JsonNode? answer = await _rpc
            .InvokeAsync("eth_getTransactionReceipt", [transactionHash.ToString()], cancel).ConfigureAwait(false);
        return answer is JsonObject receipt ? ToReceipt(receipt) : null;
    }

    /// <summary>Waits until a transaction is in a block.</summary>
    /// <exception cref="L1Exception">It was in none after the given time.</exception>
    public async Task<L1Receipt> WaitForReceiptAsync(
        Bytes32 transactionHash, TimeSpan timeout, CancellationToken cancel)
    {
        long start = Environment.TickCount64;
        TimeSpan pause = TimeSpan.FromMilliseconds(10);
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

            await Task.Delay(pause, cancel).ConfigureAwait(false);
            pause = TimeSpan.FromMilliseconds(Math.Min(1000, pause.TotalMilliseconds * 1.5));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<L1Log>> GetLogsAsync(L1LogFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var json = new JsonObject
        {
            ["address"] = filter.Address.ToString(),
            ["fromBlock"] = Hex.Quantity(filter.FromBlock),
            ["toBlock"] = filter.ToBlock is { } last ? Hex.Quantity(last) : "latest",
        };
        if (filter.Topic is { } topic)
        {
            json["topics"] = new JsonArray(topic.ToString());
        }

        JsonNode? answer = await _rpc.InvokeAsync("eth_getLogs", [json], cancel).ConfigureAwait(false);
        return ToLogs(answer);
    }

    private static L1Receipt ToReceipt(JsonObject receipt) => new(
        ToBytes32(receipt["transactionHash"], "the transaction's hash"),
        Hex.UInt64(receipt["blockNumber"], "the block number"),
        !Hex.Number(receipt["status"], "the status").IsZero,
        Hex.UInt64(receipt["gasUsed"], "the gas used"),
        Hex.Number(receipt["effectiveGasPrice"], "the gas price"),
        receipt["contractAddress"] is { } created ? ToAddress(created, "the created contract") : null,
        ToLogs(receipt["logs"]));

    private static L1Log[] ToLogs(JsonNode? node)
    {
        JsonArray list = node as JsonArray ?? throw new L1Exception("The node's answer has no list of logs.");
        return [.. list.Select(entry => ToLog(entry!))];
    }

    private static L1Log ToLog(JsonNode entry) => new(
        ToAddress(entry["address"], "the contract of a log"),
        [.. (entry["topics"] as JsonArray ?? []).Select(topic => ToBytes32(topic, "a topic"))],
        Hex.Bytes(entry["data"], "the data of a log"),
        Hex.UInt64(entry["blockNumber"], "the block of a log"),
        ToBytes32(entry["transactionHash"], "the transaction of a log"));

    private static Bytes32 ToBytes32(JsonNode? node, string what) =>
        Hex.Bytes(node, what) is { Length: Bytes32.Size } bytes
            ? new Bytes32(bytes)
            : throw new L1Exception($"The node's answer has not 32 bytes where {what} belongs.");

    private static EthAddress ToAddress(JsonNode? node, string what) =>
        Hex.Bytes(node, what) is { Length: EthAddress.Size } bytes
            ? new EthAddress(bytes)
            : throw new L1Exception($"The node's answer has no address where {what} belongs.");

    private async Task<JsonNode> GetLatestBlockAsync(CancellationToken cancel) =>
        await _rpc.InvokeAsync("eth_getBlockByNumber", ["latest", false], cancel).ConfigureAwait(false)
            ?? throw new L1Exception("The node has no latest block.");

    private async Task<DynamicFeeTransaction> FillAsync(L1Call call, EthAddress sender, CancellationToken cancel)
    {
        // The estimate runs the call: what would revert is refused here, with the contract's reason, and costs nothing.
        JsonNode? answer = await _rpc.InvokeAsync("eth_estimateGas", [ToJson(call)], cancel).ConfigureAwait(false);
        ulong estimate = Hex.UInt64(answer, "the gas estimate");
        L1FeeData fees = await GetFeeDataAsync(cancel).ConfigureAwait(false);
        return new DynamicFeeTransaction(
            await GetChainIdAsync(cancel).ConfigureAwait(false),
            await GetNonceAsync(sender, cancel).ConfigureAwait(false),
            fees.PriorityFee,
            fees.MaxFee,
            estimate + (estimate / 5),
            call.To,
            call.Value,
            call.Data);
    }

    private JsonObject ToJson(L1Call call)
    {
        var json = new JsonObject
        {
            ["data"] = Hex.Format(call.Data.Span),
            ["value"] = Hex.Quantity(call.Value),
        };
        if (call.To is { } to)
        {
            json["to"] = to.ToString();
        }

        if (Sender is { } sender)
        {
            json["from"] = sender.ToString();
        }

        return json;
    }
}
