using System.Text.Json.Nodes;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The rollup's contract through a node that is honest but for one thing.</summary>
[Collection(L1TestGroup.Name)]
public sealed class RollupContractTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task A_node_that_leaves_out_or_moves_an_event_is_noticed()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request[] deposits = [.. Enumerable.Range(1, 3).Select(i => TestBlock.Deposit(Owner, (UInt128)i))];
        await TestBlock.QueueAsync(rollup, deposits);
        for (ulong i = 0; i < 3; i++)
        {
            BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, [], newRoot: 100 + i);
            _ = await rollup.SubmitBlockAsync(TestBlock.Prove(header, [], TestBlock.NoChange), s_none);
        }

        foreach (Action<JsonArray> alter in (Action<JsonArray>[])
            [
                logs => logs.RemoveAt(0),
                logs => logs.RemoveAt(1),
                logs => logs.Add(logs[2]!.DeepClone()),
                logs => Move(logs, 0, 2),
            ])
        {
            await using FakeNode node = Proxy("eth_getLogs", logs => alter((JsonArray)logs!));
            using var client = new EthereumClient(node.Endpoint);
            RollupContract seen = RollupContract.At(client, rollup.Address);
            L1Exception gap = await Assert.ThrowsAsync<L1Exception>(() => seen.GetRequestsAsync(0, s_none));
            Assert.Contains("gap", gap.Message, StringComparison.Ordinal);
            gap = await Assert.ThrowsAsync<L1Exception>(() => seen.GetAcceptedBlocksAsync(0, s_none));
            Assert.Contains("gap", gap.Message, StringComparison.Ordinal);
        }

        Assert.Equal(deposits, (await rollup.GetRequestsAsync(0, s_none)).Select(queued => queued.Request));
        Assert.Equal(3, (await rollup.GetAcceptedBlocksAsync(0, s_none)).Count);
    }

    [AnvilFact]
    public async Task An_event_of_another_contract_is_refused()
    {
        RollupContract rollup = await l1.DeployAsync();
        await TestBlock.QueueAsync(rollup, TestBlock.Deposit(Owner, 5));
        await using FakeNode node = Proxy("eth_getLogs", logs => logs![0]!["address"] = Owner.ToString());
        using var client = new EthereumClient(node.Endpoint);
        _ = await Assert.ThrowsAsync<L1Exception>(
            () => RollupContract.At(client, rollup.Address).GetRequestsAsync(0, s_none));
    }

    [AnvilFact]
    public async Task A_block_that_comes_in_while_the_state_is_read_does_not_mix_two_states()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange);
        int calls = 0;
        await using FakeNode node = Proxy("eth_call", _ =>
        {
            if (++calls == 1)
            {
                rollup.SubmitBlockAsync(block, s_none).Wait(s_none);
            }
        });
        using var client = new EthereumClient(node.Endpoint);
        RollupOnL1 state = await RollupContract.At(client, rollup.Address).GetStateAsync(s_none);
        Assert.Equal((1u, block.Header.NewRoot), (state.BlockNumber, state.StateRoot));
    }

    [AnvilFact]
    public async Task Revert_data_that_is_no_error_of_the_contract_stays_a_revert()
    {
        RollupContract rollup = await l1.DeployAsync();
        string selector = Convert.ToHexStringLower(
            Algebra.Keccak256.Hash("NotOperator(address)"u8).AsSpan(0, 4));
        await using var node = new FakeNode(
            _ => $$$"""{"error":{"message":"execution reverted","data":"0x{{{selector}}}00"}}""");
        using var client = new EthereumClient(node.Endpoint);
        L1RevertException revert = await Assert.ThrowsAsync<L1RevertException>(
            () => RollupContract.At(client, rollup.Address).GetQueueLengthAsync(s_none));
        Assert.Null(revert.ErrorName);
    }

    private EthAddress Owner => l1.Alice.Sender!.Value;

    /// <summary>Passes everything to the real node, and its answers to one method through a change.</summary>
    private FakeNode Proxy(string method, Action<JsonNode?> change) => new(request =>
    {
        JsonNode? result = l1.Node.Rpc.InvokeAsync(
            request["method"]!.ToString(), (JsonArray)request["params"]!.DeepClone(), s_none).GetAwaiter().GetResult();
        if (request["method"]!.ToString() == method)
        {
            change(result);
        }

        return FakeNode.Body(result?.ToJsonString() ?? "null");
    });

    private static void Move(JsonArray logs, int from, int to)
    {
        JsonNode? log = logs[from];
        logs.RemoveAt(from);
        logs.Insert(to, log);
    }
}
