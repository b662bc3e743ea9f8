using Prover.Algebra;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>Two rules never quarrel about one job: a round ends, and a hold is written once.</summary>
public sealed class AttackSenderHoldTests
{
    private const ulong Gwei = SenderHarness.Gwei;

    /// <summary>Two nodes with one key: the other one's block takes our nonce and our number, with another
    /// root.</summary>
    [Fact]
    public async Task Another_block_on_our_nonce_is_one_hold_and_no_flood_of_events()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Force(SenderHarness.Foreign(0, block: 1));
        sender.Node.RootOf = number => Fr.FromUInt64(number == 0 ? 0ul : 99);
        await sender.RunAsync(3);
        Assert.NotEqual("the next round", sender.Last!.Waits);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Conflict), sender.Job(1).Reason);
        Assert.InRange(sender.Events(1).Count(kind => kind == JobEventKind.Held), 1, 2);
    }

    /// <summary>The same below our nonce: ours stays in the pool.</summary>
    [Fact]
    public async Task Another_block_below_our_nonce_is_one_hold_and_no_flood_of_events()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0));
        sender.Chain.Mine();
        await sender.AddAsync(1);
        await sender.StepAsync();
        Assert.Equal(1ul, Assert.Single(sender.Rows).Nonce);
        sender.Chain.BaseFee = 60 * Gwei;
        sender.Chain.TakeBack(1, () => false);
        sender.Chain.Force(SenderHarness.Foreign(0, block: 1));
        sender.Node.RootOf = number => Fr.FromUInt64(number == 0 ? 0ul : 99);
        await sender.RunAsync(3);
        Assert.NotEqual("the next round", sender.Last!.Waits);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Conflict), sender.Job(1).Reason);
        Assert.InRange(sender.Events(1).Count(kind => kind == JobEventKind.Held), 1, 2);
    }

    /// <summary>After a reorganisation below finality a job has two transactions on their way.</summary>
    [Fact]
    public async Task Two_transactions_of_one_job_do_not_quarrel_about_its_hold()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Force(SenderHarness.Foreign(0));
        await sender.RunAsync(14);
        Assert.Equal(
            [L1TransactionState.Displaced, L1TransactionState.Final], sender.Rows.Select(row => row.State));
        ulong height = sender.Chain.Head.Number;
        sender.Chain.TakeBack((int)height, () => false);
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.RunAsync((int)height + 1);
        await sender.RetryAsync(1);
        Assert.Null(await sender.Commands.ReopenAsync(0, default));
        await sender.RunAsync(20);
        Assert.NotEqual("the next round", sender.Last!.Waits);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Capped), sender.Job(1).Reason);
        Assert.InRange(sender.Events(1).Count(kind => kind == JobEventKind.Held), 1, 4);
    }

    /// <summary>A block of a circuit that this node serves no more is held, and the sender goes on.</summary>
    [Fact]
    public async Task A_block_that_cannot_be_put_together_is_held_whatever_was_thrown()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        var broken = new L1Submitter(
            sender.Store,
            sender.Port,
            (_, _) => throw new Prover.Witness.EnvelopeRefusedException("circuit 0x01"),
            _ => true,
            sender.Rules,
            SenderHarness.ChainId,
            sender.Clock);
        SenderReport report = await broken.StepAsync(default);
        Assert.StartsWith("unready: ", report.Waits, StringComparison.Ordinal);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Unready), sender.Job(1).Reason);
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    /// <summary>A node that words its refusal differently each time, and one that estimates differently.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_is_one_hold_however_the_node_words_it(bool reverts)
    {
        var sender = new SenderHarness(bend: node => new FickleNode(node, reverts));
        await sender.AddAsync(1);
        await sender.RunAsync(20);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Refused), sender.Job(1).Reason);
        Assert.Single(sender.Events(1));
    }

    private sealed class FickleNode(IL1Sender inner, bool reverts) : PassingPort(inner)
    {
        private ulong _asked;

        public override Task<ulong> EstimateAsync(BlockSubmission block, CancellationToken cancel)
        {
            _asked++;
            return reverts
                ? throw new L1RevertException($"eth_estimateGas: reverted, request {_asked}", default)
                : Task.FromResult((1ul << 24) + _asked);
        }
    }
}
