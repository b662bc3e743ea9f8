using System.Text.Json.Nodes;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>A chain that takes back what it had, on a node of its own.</summary>
public sealed class ReorganisationTests(L1Fixture l1) : IClassFixture<L1Fixture>
{
    private static readonly CancellationToken s_none = CancellationToken.None;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [AnvilFact]
    public async Task A_transaction_that_the_node_forgets_is_given_to_it_again()
    {
        _ = await l1.Node.Rpc.InvokeAsync("evm_setAutomine", [false], s_none);
        try
        {
            EthAddress receiver = new(Convert.FromHexString("00000000000000000000000000000000000beef7"));
            Task<L1Receipt> sending = l1.Alice.SendAndWaitAsync(new L1Call(receiver, default, 5), s_patience, s_none);
            await UntilPendingAsync(1);
            _ = await l1.Node.Rpc.InvokeAsync("anvil_dropAllTransactions", [], s_none);
            await UntilPendingAsync(0);
            await UntilPendingAsync(1);
            _ = await l1.Node.Rpc.InvokeAsync("evm_mine", [], s_none);
            Assert.True((await sending).Succeeded);
            Assert.Equal(5, await l1.BalanceAsync(receiver));
        }
        finally
        {
            _ = await l1.Node.Rpc.InvokeAsync("evm_setAutomine", [true], s_none);
        }
    }

    [AnvilFact]
    public async Task Blocks_that_L1_took_back_go_out_again()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockSubmission first = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange);
        using var submitter = new InOrderSubmitter(rollup, _ => true);
        _ = await submitter.SubmitAsync(first, s_none);
        BlockSubmission second = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange);
        _ = await submitter.SubmitAsync(second, s_none);
        Assert.Equal(2u, (await rollup.GetStateAsync(s_none)).BlockNumber);

        _ = await l1.Node.Rpc.InvokeAsync("anvil_reorg", [1, new JsonArray()], s_none);
        Assert.Equal(1u, (await rollup.GetStateAsync(s_none)).BlockNumber);

        L1Receipt again = Assert.Single(await submitter.SubmitAllAsync([first, second], s_none));
        Assert.True(again.Succeeded);
        Assert.Equal(2u, (await rollup.GetStateAsync(s_none)).BlockNumber);
    }

    [AnvilFact]
    public async Task A_block_with_a_request_that_L1_took_back_is_not_sent()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request deposit = TestBlock.Deposit(l1.Alice.Sender!.Value, 5);
        await TestBlock.QueueAsync(rollup, deposit);
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange, deposit);
        _ = await l1.Node.Rpc.InvokeAsync("anvil_reorg", [1, new JsonArray()], s_none);

        using var submitter = new InOrderSubmitter(rollup, _ => true);
        SubmissionException refusal =
            await Assert.ThrowsAsync<SubmissionException>(() => submitter.SubmitAsync(block, s_none));
        Assert.Equal(SubmissionProblem.QueueMismatch, refusal.Problem);
    }

    private async Task UntilPendingAsync(int count)
    {
        using var limit = new CancellationTokenSource(s_patience);
        JsonNode? status;
        do
        {
            await Task.Delay(20, limit.Token);
            status = await l1.Node.Rpc.InvokeAsync("txpool_status", [], limit.Token);
        }
        while (status!["pending"]!.ToString() != $"0x{count}");
    }
}
