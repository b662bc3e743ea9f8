namespace Prover.Pipeline.Tests.Sender;

/// <summary>While L1 makes blocks but none becomes final, submission goes on.</summary>
public sealed class AttackSenderBacklogTests
{
    /// <summary>More blocks wait for finality than the sender reads at once.</summary>
    [Fact]
    public async Task Blocks_that_are_not_final_yet_do_not_crowd_out_the_next_one()
    {
        const uint Waiting = 1_001;
        var sender = new SenderHarness(SenderHarness.DefaultRules with { FinalityDepth = 10_000 });
        await sender.AddAsync([.. Enumerable.Range(1, (int)Waiting + 1).Select(number => (uint)number)]);
        await sender.RunAsync((int)Waiting + 2);
        Assert.Equal(Waiting + 1, sender.Chain.Head.RollupBlock);
        Assert.Equal(JobStage.Final, sender.Job(Waiting + 1).Stage);
    }
}
