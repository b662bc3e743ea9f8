using System.Text.Json.Nodes;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>Reads what a node answers; a part that is missing or of another kind is an L1Exception.</summary>
internal static class NodeAnswers
{
    /// <summary>Number and time of a block.</summary>
    public static L1Head Head(JsonNode block) => new(
        Hex.UInt64(JsonText.Member(block, "number"), "the block number"),
        Hex.UInt64(JsonText.Member(block, "timestamp"), "the block time"));

    /// <summary>A block without its transactions.</summary>
    public static EthereumBlock Block(JsonNode block) => new(
        Hex.UInt64(JsonText.Member(block, "number"), "the block number"),
        Bytes32(JsonText.Member(block, "hash"), "the block's hash"),
        Hex.UInt64(JsonText.Member(block, "timestamp"), "the block time"),
        Hex.Number(JsonText.Member(block, "baseFeePerGas"), "the base fee"));

    /// <summary>Where a transaction is by its receipt; null while it is in no block.</summary>
    public static L1Inclusion? Inclusion(JsonNode? answer, Bytes32 transactionHash)
    {
        if (Receipt(answer, transactionHash) is not { } receipt)
        {
            return null;
        }

        Bytes32 block = Bytes32(JsonText.Member(answer, "blockHash"), "the block's hash");
        return new L1Inclusion(
            transactionHash, receipt.BlockNumber, block, receipt.Succeeded, receipt.GasUsed, receipt.GasPrice);
    }

    /// <summary>The receipt of a transaction; null while the transaction is in no block.</summary>
    /// <param name="answer">Null, or a receipt; one without a block is that of a transaction that waits.</param>
    /// <param name="transactionHash">The transaction that was asked for.</param>
    public static L1Receipt? Receipt(JsonNode? answer, Bytes32 transactionHash)
    {
        if (answer is null || (answer is JsonObject map && map["blockNumber"] is null))
        {
            return null;
        }

        Bytes32 hash = Bytes32(JsonText.Member(answer, "transactionHash"), "the transaction's hash");
        return hash == transactionHash
            ? Mined(answer, hash)
            : throw new L1Exception($"The node answers with the receipt of {hash} instead of {transactionHash}.");
    }

    /// <summary>A list of logs.</summary>
    public static L1Log[] Logs(JsonNode? node)
    {
        JsonArray list = node as JsonArray ?? throw new L1Exception("The node's answer has no list of logs.");
        return [.. list.Select(Log)];
    }

    private static L1Receipt Mined(JsonNode receipt, Bytes32 hash) => new(
        hash,
        Hex.UInt64(JsonText.Member(receipt, "blockNumber"), "the block number"),
        Status(JsonText.Member(receipt, "status")),
        Hex.UInt64(JsonText.Member(receipt, "gasUsed"), "the gas used"),
        Hex.Number(JsonText.Member(receipt, "effectiveGasPrice"), "the gas price"),
        JsonText.Member(receipt, "contractAddress") is { } created ? Address(created, "the created contract") : null,
        Logs(JsonText.Member(receipt, "logs")));

    private static bool Status(JsonNode? node) => Hex.UInt64(node, "the status") switch
    {
        0 => false,
        1 => true,
        _ => throw new L1Exception("The node's answer has neither 0 nor 1 where the status belongs."),
    };

    private static L1Log Log(JsonNode? entry) => new(
        Address(JsonText.Member(entry, "address"), "the contract of a log"),
        [.. (JsonText.Member(entry, "topics") as JsonArray ?? []).Select(topic => Bytes32(topic, "a topic"))],
        Hex.Bytes(JsonText.Member(entry, "data"), "the data of a log"),
        Hex.UInt64(JsonText.Member(entry, "blockNumber"), "the block of a log"),
        Bytes32(JsonText.Member(entry, "transactionHash"), "the transaction of a log"));

    private static Bytes32 Bytes32(JsonNode? node, string what) =>
        Hex.Bytes(node, what) is { Length: Rollup.Bytes32.Size } bytes
            ? new Bytes32(bytes)
            : throw new L1Exception($"The node's answer has not 32 bytes where {what} belongs.");

    private static EthAddress Address(JsonNode? node, string what) =>
        Hex.Bytes(node, what) is { Length: EthAddress.Size } bytes
            ? new EthAddress(bytes)
            : throw new L1Exception($"The node's answer has no address where {what} belongs.");
}
