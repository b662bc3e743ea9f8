namespace Prover.Pipeline.Tests.Sender;

/// <summary>What is old: times of signatures, clocks that are set, reorganisations that come late.</summary>
public sealed class AttackSenderTimeTests
{
    private const ulong Gwei = SenderHarness.Gwei;

    /// <summary>The clock was a year ahead when the transaction was signed.</summary>
    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_replacements()
    {
        var sender = new SenderHarness();
        sender.Clock.Advance(TimeSpan.FromDays(365));
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Clock.Advance(-TimeSpan.FromDays(365));
        sender.Chain.BaseFee = 40 * Gwei;
        await sender.RunAsync(20);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Equal(2, Assert.Single(sender.Rows).Versions.Count);
    }

    /// <summary>A swallowed transaction that the node claims to know, signed while the clock was ahead.</summary>
    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_reminders()
    {
        var sender = new SenderHarness();
        sender.Clock.Advance(TimeSpan.FromDays(365));
        await sender.AddAsync(1);
        sender.Node.Swallows = true;
        await sender.StepAsync();
        (sender.Node.Swallows, sender.Node.LiesAboutKnown) = (false, true);
        sender.Clock.Advance(-TimeSpan.FromDays(365));
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.RunAsync(15);
        Assert.Single(sender.Chain.Pool);
    }

    /// <summary>A small step back is no reason to pay more.</summary>
    [Fact]
    public async Task A_clock_that_is_a_little_behind_replaces_nothing()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Clock.Advance(-TimeSpan.FromSeconds(2));
        await sender.StepAsync();
        Assert.Single(Assert.Single(sender.Rows).Versions);
    }

    /// <summary>The foreign transaction below ours is in the pool again after the reorganisation: its nonce is not
    /// ours.</summary>
    [Fact]
    public async Task A_nonce_that_somebody_elses_transaction_waits_on_is_not_filled()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0));
        sender.Chain.Mine();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Clock.Advance(TimeSpan.FromMinutes(5));
        sender.Chain.TakeBack(1, () => true);
        await sender.StepAsync();
        Assert.Equal(1ul, Assert.Single(sender.Rows).Nonce);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Gap), sender.Job(1).Reason);
        await sender.RunAsync(10);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.DoesNotContain(sender.Node.Sent, sent => sent.Block == 0);
    }

    /// <summary>Mined long after it was signed, taken back, in the pool again: it waits from now on.</summary>
    [Fact]
    public async Task What_a_reorganisation_takes_back_is_not_replaced_at_once()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Mine();
        await sender.StepAsync();
        Assert.Equal(L1TransactionState.Mined, Assert.Single(sender.Rows).State);
        sender.Clock.Advance(TimeSpan.FromMinutes(5));
        sender.Chain.TakeBack(1, () => true);
        sender.Chain.Mine(empty: true);
        await sender.StepAsync();
        Assert.Equal(L1TransactionState.Pending, Assert.Single(sender.Rows).State);
        await sender.RunAsync(8);
        Assert.Single(Assert.Single(sender.Rows).Versions);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }
}
