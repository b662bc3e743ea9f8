namespace Prover.Pipeline.Tests.Sender;

/// <summary>A transaction that no block needs any more does not keep the next one waiting for ever.</summary>
public sealed class AttackSenderUnneededTests
{
    /// <summary>Another process with the key brings block 1 below our nonce; ours stays in the pool at a price that L1
    /// does not take, far below the caps.</summary>
    [Fact]
    public async Task The_next_block_is_sent_though_a_transaction_that_nobody_needs_is_too_cheap()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0));
        sender.Chain.Mine();
        await sender.AddAsync(1, 2);
        await sender.StepAsync();
        sender.Chain.BaseFee = 60 * SenderHarness.Gwei;
        sender.Chain.TakeBack(1, () => false);
        sender.Chain.Force(SenderHarness.Foreign(0, block: 1));
        await sender.RunAsync(400);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.True(sender.Job(2).State == JobState.Done, sender.Last!.Waits);
    }
}
