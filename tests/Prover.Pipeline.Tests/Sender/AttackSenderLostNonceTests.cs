namespace Prover.Pipeline.Tests.Sender;

/// <summary>After a reorganisation below finality a nonce is missing that this store calls settled: that is said, with
/// what helps.</summary>
public sealed class AttackSenderLostNonceTests
{
    /// <summary>Nonce 1 was somebody else's for ever, and is nobody's now. The alarm brings back the rows around
    /// it.</summary>
    [Fact]
    public async Task A_displaced_transaction_on_the_missing_nonce_does_not_count_as_one_on_its_way()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2);
        await sender.StepAsync();
        sender.Chain.Mine();
        await sender.StepAsync();
        Assert.Equal([0ul, 1ul], sender.Rows.Select(row => row.Nonce));
        sender.Chain.Force(SenderHarness.Foreign(1));
        await sender.RunAsync(16);
        Assert.Equal(
            [L1TransactionState.Final, L1TransactionState.Displaced, L1TransactionState.Final],
            sender.Rows.Select(row => row.State));

        await LoseEverythingAsync(sender);
        await SettleAsync(sender, gap: 1, versions: 3);
    }

    /// <summary>Nonce 0 was a payment of ours that filled a gap.</summary>
    [Fact]
    public async Task A_final_filler_on_the_missing_nonce_does_not_count_as_one_on_its_way()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Mine();
        await sender.StepAsync();

        // A foreign transaction at nonce 1 makes block 2 take nonce 2, and is gone then: ours fills its place.
        sender.Chain.Force(SenderHarness.Foreign(1));
        sender.Chain.Mine();
        await sender.AddAsync(2);
        await sender.StepAsync();
        sender.Chain.TakeBack(1, () => false);
        await sender.RunAsync(24);
        Assert.Equal([0ul, 1ul, 2ul], sender.Rows.Select(row => row.Nonce));
        Assert.All(sender.Rows, row => Assert.Equal(L1TransactionState.Final, row.State));
        Assert.Null(sender.Rows[1].Job);

        await LoseEverythingAsync(sender);
        await SettleAsync(sender, gap: 1, versions: 3);
    }

    /// <summary>The chain begins anew and grows past where it was; nothing of the account is in it.</summary>
    private static async Task LoseEverythingAsync(SenderHarness sender)
    {
        int height = (int)sender.Chain.Head.Number;
        sender.Chain.TakeBack(height, () => false);
        for (int i = 0; i <= height; i++)
        {
            sender.Chain.Mine(empty: true);
        }

        await sender.StepAsync();
        foreach (uint number in new uint[] { 1, 2 })
        {
            Assert.True(HoldReason.Is(sender.Job(number), HoldReason.Alarm), sender.Job(number).Reason);
            await sender.RetryAsync(number);
        }
    }

    /// <summary>Says which nonce to reopen, writes it once, and goes on when that is done.</summary>
    private static async Task SettleAsync(SenderHarness sender, ulong gap, int versions)
    {
        await sender.RunAsync(30);
        Assert.NotEqual("the next round", sender.Last!.Waits);
        Assert.True(HoldReason.Is(sender.Job(2), HoldReason.Gap), sender.Job(2).Reason ?? sender.Last.Waits);
        Assert.Contains($"reopen from nonce {gap}", sender.Job(2).Reason, StringComparison.Ordinal);
        Assert.InRange(sender.Events(2).Count(kind => kind == JobEventKind.Held), 2, 4);
        Assert.Equal(versions, sender.Rows.Sum(row => row.Versions.Count));

        Assert.Null(await sender.Commands.ReopenAsync(gap, default));
        await sender.RunAsync(30);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Equal(JobState.Done, sender.Job(2).State);
    }
}
