using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>The L1 port over JSON-RPC: reads, and sends transactions of type 2 (EIP-1559) signed here.</summary>
public sealed partial class EthereumClient : IL1Client, IDisposable
{
    private readonly JsonRpcClient _rpc;
    private readonly EthereumAccount? _account;
    private readonly SpendingLimits _limits;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private ulong? _chainId;

    /// <summary>A client of a node; without an account it only reads. The account stays the caller's.</summary>
    /// <param name="endpoint">An http or https address.</param>
    /// <param name="account">Who sends.</param>
    /// <param name="limits">What a transaction may cost; the default limits if left out.</param>
    /// <exception cref="ArgumentException">Not an http or https address.</exception>
    public EthereumClient(Uri endpoint, EthereumAccount? account = null, SpendingLimits? limits = null)
    {
        _rpc = new JsonRpcClient(endpoint);
        _account = account;
        _limits = limits ?? SpendingLimits.Default;
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
    public async Task<L1Head> GetHeadAsync(CancellationToken cancel) =>
        NodeAnswers.Head(await GetLatestBlockAsync(cancel).ConfigureAwait(false));

    /// <inheritdoc/>
    public async Task<L1FeeData> GetFeeDataAsync(CancellationToken cancel)
    {
        JsonNode block = await GetLatestBlockAsync(cancel).ConfigureAwait(false);
        BigInteger baseFee = Hex.Number(JsonText.Member(block, "baseFeePerGas"), "the base fee");
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
    public async Task<L1Receipt?> GetReceiptAsync(Bytes32 transactionHash, CancellationToken cancel) =>
        NodeAnswers.Receipt(
            await _rpc.InvokeAsync("eth_getTransactionReceipt", [transactionHash.ToString()], cancel)
                .ConfigureAwait(false),
            transactionHash);

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
            json["topics"] = filter.SecondTopic is { } second
                ? new JsonArray(topic.ToString(), second.ToString())
                : new JsonArray(topic.ToString());
        }

        JsonNode? answer = await _rpc.InvokeAsync("eth_getLogs", [json], cancel).ConfigureAwait(false);
        return NodeAnswers.Logs(answer);
    }

    private async Task<JsonNode> GetLatestBlockAsync(CancellationToken cancel) =>
        await _rpc.InvokeAsync("eth_getBlockByNumber", ["latest", false], cancel).ConfigureAwait(false)
            ?? throw new L1Exception("The node has no latest block.");

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
