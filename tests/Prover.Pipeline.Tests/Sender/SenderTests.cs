namespace Prover.Pipeline.Tests.Sender;

/// <summary>The sender on an L1 that behaves.</summary>
public sealed class SenderTests
{
    [Fact]
    public async Task Blocks_go_out_in_order_and_become_final()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(3, 1, 2);
        await sender.RunAsync(12);
        Assert.Equal(3u, sender.Chain.Head.RollupBlock);
        Assert.Equal([1u, 2u, 3u], sender.Node.Sent.Select(sent => sent.Block));
        Assert.Equal([0ul, 1ul, 2ul], sender.Rows.Select(row => row.Nonce));
        for (uint number = 1; number <= 3; number++)
        {
            Assert.Equal((JobStage.Final, JobState.Done), (sender.Job(number).Stage, sender.Job(number).State));
            Assert.Equal(
                [JobEventKind.Submitted, JobEventKind.Mined, JobEventKind.Final], sender.Events(number));
        }

        Assert.Null(sender.Last!.Waits);
        Assert.Equal(3ul, sender.Read(reader => ulong.Parse(reader.Setting("l1.floor")!, null)));
    }
}
