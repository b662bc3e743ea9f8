namespace Prover.Pipeline.Tests.Sender;

/// <summary>A revert is written down whether or not the node can say why it happened.</summary>
public sealed class AttackSenderRevertTests
{
    /// <summary>A node that answers everything but estimates: the account is empty, or the method is limited.</summary>
    [Fact]
    public async Task A_revert_is_stored_though_the_node_does_not_explain_it()
    {
        NoEstimates? node = null;
        var sender = new SenderHarness(bend: inner => node = new NoEstimates(inner));
        await sender.AddAsync(1);
        await sender.StepAsync();

        // The contract has a block 1 while ours is mined, which reverts so, and has none afterwards.
        sender.Chain.Blocks[^1] = sender.Chain.Head with { RollupBlock = 1 };
        sender.Chain.Mine();
        sender.Chain.Blocks[^1] = sender.Chain.Head with { RollupBlock = 0 };
        node!.IsMute = true;
        await sender.RunAsync(3);

        L1Transaction row = Assert.Single(sender.Rows);
        Assert.Equal(L1TransactionState.Reverted, row.State);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Reverted), sender.Job(1).Reason);
        Assert.Contains(row.Inclusion!.TransactionHash.ToString(), sender.Job(1).Reason, StringComparison.Ordinal);
        Assert.Null(sender.Last!.Trouble);
        Assert.Single(sender.Events(1), kind => kind == JobEventKind.Held);
    }

    private sealed class NoEstimates(IL1Sender inner) : PassingPort(inner)
    {
        public bool IsMute { get; set; }

        public override Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel) => IsMute
            ? throw new L1Exception("eth_estimateGas: insufficient funds for transfer")
            : base.EstimateAsync(block, cancel);
    }
}
