using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>What is signed when the node lies about fees, gas and hashes; the node keeps what it was sent.</summary>
public sealed class SendingTests
{
    private const ulong Gwei = 1_000_000_000;

    private static readonly CancellationToken s_none = CancellationToken.None;
    private static readonly EthAddress s_receiver = new([.. new byte[19], 9]);
    private static readonly L1Call s_call = new(s_receiver, default, 1);

    [Fact]
    public async Task A_node_cannot_make_the_sender_offer_more_than_its_limits()
    {
        var node = new LyingNode { BaseFee = 3 * Gwei, PriorityFee = BigInteger.Pow(10, 20), Gas = 10_000_000 };
        (_, DynamicFeeTransaction sent) = await SendAsync(node);
        Assert.Equal((50 * Gwei, 56 * Gwei), (sent.MaxPriorityFeePerGas, sent.MaxFeePerGas));
        Assert.Equal(12_000_000ul, sent.GasLimit);

        node = new LyingNode { BaseFee = 900 * Gwei, PriorityFee = Gwei, Gas = 16_777_216 };
        (_, sent) = await SendAsync(node);
        Assert.Equal((Gwei, 1000 * Gwei), (sent.MaxPriorityFeePerGas, sent.MaxFeePerGas));
        Assert.Equal(16_777_216ul, sent.GasLimit);
    }

    [Fact]
    public async Task Above_the_limits_nothing_is_sent()
    {
        foreach (LyingNode node in (LyingNode[])
            [
                new() { BaseFee = (1000 * Gwei) + 1 },
                new() { BaseFee = BigInteger.Pow(2, 255) },
                new() { Gas = 16_777_217 },
                new() { Gas = ulong.MaxValue },
            ])
        {
            L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(() => SendAsync(node));
            Assert.Contains("Nothing is sent", refusal.Message, StringComparison.Ordinal);
            Assert.Empty(node.Raw);
        }
    }

    [Fact]
    public async Task The_limits_are_the_callers()
    {
        var limits = new SpendingLimits(10, 2, 30_000);
        var node = new LyingNode { BaseFee = 6, PriorityFee = 100, Gas = 29_000 };
        (_, DynamicFeeTransaction sent) = await SendAsync(node, limits);
        Assert.Equal((2, 10), (sent.MaxPriorityFeePerGas, sent.MaxFeePerGas));
        Assert.Equal(30_000ul, sent.GasLimit);
    }

    [Fact]
    public async Task The_hash_of_a_transaction_is_not_what_the_node_says_but_what_was_signed()
    {
        var node = new LyingNode();
        (Bytes32 hash, _) = await SendAsync(node);
        byte[] raw = Convert.FromHexString(Assert.Single(node.Raw)[2..]);
        Assert.Equal(new Bytes32(Keccak256.Hash(raw)), hash);
    }

    [Fact]
    public async Task The_receipt_of_another_transaction_is_refused()
    {
        string other = "0x" + new string('2', 64);
        string receipt = $$"""
            {
              "transactionHash": "{{other}}", "blockNumber": "0x1", "status": "0x1",
              "gasUsed": "0x1", "effectiveGasPrice": "0x1", "logs": []
            }
            """;
        await using FakeNode node = FakeNode.WithResult(receipt);
        using var client = new EthereumClient(node.Endpoint);
        _ = await Assert.ThrowsAsync<L1Exception>(() => client.GetReceiptAsync(default, s_none));
        Assert.NotNull(await client.GetReceiptAsync(Bytes32.Parse(other), s_none));
    }

    [Fact]
    public async Task A_receipt_without_a_block_is_that_of_a_transaction_that_waits()
    {
        await using FakeNode node = FakeNode.WithResult("""{"blockNumber":null}""");
        using var client = new EthereumClient(node.Endpoint);
        Assert.Null(await client.GetReceiptAsync(default, s_none));
    }

    /// <summary>Sends a call through such a node; the hash, and the transaction that it was.</summary>
    private static async Task<(Bytes32 Hash, DynamicFeeTransaction Sent)> SendAsync(
        LyingNode lies, SpendingLimits? limits = null)
    {
        using EthereumAccount account = new([.. new byte[31], 7]);
        await using var node = new FakeNode(lies.Answer);
        using var client = new EthereumClient(node.Endpoint, account, limits);
        Bytes32 hash = await client.SendAsync(s_call, s_none);

        // Nothing here decodes a transaction, but only one has these bytes: the fees are found by trying.
        string raw = Assert.Single(lies.Raw);
        limits ??= SpendingLimits.Default;
        L1FeeData fees = limits.Cap(new L1FeeData(lies.BaseFee, lies.PriorityFee, 0));
        var sent = new DynamicFeeTransaction(
            5, 3, fees.PriorityFee, fees.MaxFee, limits.GasFor(lies.Gas), s_receiver, 1, default);
        Assert.Equal(raw, "0x" + Convert.ToHexStringLower(sent.Sign(account)));
        return (hash, sent);
    }

    private sealed class LyingNode
    {
        public BigInteger BaseFee { get; init; } = Gwei;

        public BigInteger PriorityFee { get; init; } = Gwei;

        public ulong Gas { get; init; } = 21_000;

        public List<string> Raw { get; } = [];

        public string Answer(JsonObject request)
        {
            switch (request["method"]!.ToString())
            {
                case "eth_chainId":
                    return FakeNode.Body("\"0x5\"");
                case "eth_getTransactionCount":
                    return FakeNode.Body("\"0x3\"");
                case "eth_estimateGas":
                    return FakeNode.Body(Quantity(Gas));
                case "eth_maxPriorityFeePerGas":
                    return FakeNode.Body(Quantity(PriorityFee));
                case "eth_getBlockByNumber":
                    return FakeNode.Body($$"""{"baseFeePerGas":{{Quantity(BaseFee)}}}""");
                default:
                    Raw.Add(((JsonArray)request["params"]!)[0]!.ToString());
                    return FakeNode.Body($"\"0x{new string('1', 64)}\"");
            }
        }

        private static string Quantity(BigInteger value) =>
            $"\"0x{value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0')}\"";
    }
}
