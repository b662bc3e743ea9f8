using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.EndToEnd.Tests.Cli;
using Prover.Host.Cli;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>A block with its real proof, taken from the chain and altered.</summary>
public sealed partial class DemoTests
{
    private const string Signature =
        "submitBlock((bytes32,uint256,uint256,uint32,uint40),(uint256,uint256,uint256)[],bytes,uint256[8])";

    private const int Selector = 4;
    private const int Word = 32;

    private static readonly CancellationToken NoCancel = CancellationToken.None;

    // The first development account of anvil: what the demo pays with unless told otherwise.
    private static readonly EthAddress Operator = EthAddress.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    [NodeFact]
    public async Task A_real_block_is_rejected_on_L1_with_any_part_altered_and_when_it_comes_again()
    {
        await using AnvilNode node = await AnvilNode.StartAsync(AnvilNode.Find(RepositoryRoot.Path)!, NoCancel);
        await node.SetBalanceAsync(Operator, BigInteger.Pow(10, 28), NoCancel);
        ProgramRun run = await ProgramRun.Of(
            ["demo", "--preset", "tiny", "--blocks", "1", "--l1", node.Endpoint.ToString()], fixture.Environment);
        Assert.True(run.ExitCode == ExitCode.Ok, run.Error);
        (JsonNode transaction, byte[] data) = await FindBlockAsync(node);
        BigInteger block = ToNumber(transaction["blockNumber"]!.ToString());

        // On the state before it, the block as it was posted is accepted: what is refused below is the alteration.
        Assert.Null(await RefusalAsync(node, transaction, data, block - 1));
        Assert.Equal("WrongBlockNumber", await RefusalAsync(node, transaction, data, block));
        foreach ((string name, int start, int length) in Parts(data))
        {
            Assert.True(length > 0, name);
            for (int i = 0; i < length; i++)
            {
                byte[] altered = [.. data];
                altered[start + i] ^= (byte)(1 << (i % 8));
                string? refusal = await RefusalAsync(node, transaction, altered, block - 1);
                Assert.True(refusal is not null, $"accepted with another byte {i} of {name}");
            }
        }
    }

    /// <summary>Where things stand in the call data; the first word of the arguments is the circuit's id.</summary>
    private static IEnumerable<(string Name, int Start, int Length)> Parts(byte[] data)
    {
        yield return ("the new root", Selector + Word, Word);
        yield return ("C", Selector + (2 * Word), Word);
        yield return ("number and time", Selector + (3 * Word), 2 * Word);
        yield return ("the proof", Selector + (7 * Word), 8 * Word);
        int records = Selector + Offset(data, Selector + (5 * Word));
        yield return ("the records", records + Word, 3 * Word * Offset(data, records));
        int diff = Selector + Offset(data, Selector + (6 * Word));
        yield return ("the diff", diff + Word, Offset(data, diff));
    }

    private static int Offset(byte[] data, int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at + Word - 4));

    /// <summary>The transaction that posted a block, and its call data.</summary>
    private static async Task<(JsonNode Transaction, byte[] Data)> FindBlockAsync(AnvilNode node)
    {
        string start = "0x" + Convert.ToHexStringLower(Keccak256.Hash(Encoding.ASCII.GetBytes(Signature)).AsSpan(0, 4));
        JsonNode? head = await node.Rpc.InvokeAsync("eth_blockNumber", [], NoCancel);
        for (BigInteger number = ToNumber(head!.ToString()); number > 0; number--)
        {
            JsonNode? block = await node.Rpc.InvokeAsync("eth_getBlockByNumber", [Quantity(number), true], NoCancel);
            foreach (JsonNode? transaction in (JsonArray)block!["transactions"]!)
            {
                string input = transaction!["input"]!.ToString();
                if (input.StartsWith(start, StringComparison.Ordinal))
                {
                    return (transaction, Convert.FromHexString(input[2..]));
                }
            }
        }

        throw new InvalidOperationException("no block was posted");
    }

    /// <summary>Why the contract refuses this call on the state after an L1 block; null if it takes it.</summary>
    private static async Task<string?> RefusalAsync(
        AnvilNode node, JsonNode transaction, byte[] data, BigInteger block)
    {
        var call = new JsonObject
        {
            ["from"] = transaction["from"]!.DeepClone(),
            ["to"] = transaction["to"]!.DeepClone(),
            ["data"] = "0x" + Convert.ToHexStringLower(data),
        };
        try
        {
            _ = await node.Rpc.InvokeAsync("eth_call", [call, Quantity(block)], NoCancel);
            return null;
        }
        catch (L1RevertException revert)
        {
            return RollupContract.Abi.Explain(revert).ErrorName ?? "a revert without a name";
        }
    }

    private static BigInteger ToNumber(string quantity) =>
        BigInteger.Parse("0" + quantity[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Quantity(BigInteger number) =>
        "0x" + number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(1, '0');
}
