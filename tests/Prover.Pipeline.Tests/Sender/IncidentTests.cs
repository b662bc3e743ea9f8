namespace Prover.Pipeline.Tests.Sender;

/// <summary>What happened to others, each as a schedule; the names are repository and number of the report.</summary>
public sealed class IncidentTests
{
    private const ulong Gwei = SenderHarness.Gwei;

    /// <summary>The same batch was sent again with a higher nonce after the first was mined: three failed
    /// transactions.</summary>
    [Fact]
    public async Task Hermez_node_725_a_mined_block_is_not_sent_again_under_a_higher_nonce()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        sender.Node.LosesAnswers = true;
        await sender.StepAsync();
        sender.Node.HidesReceipts = true;
        sender.Node.LiesAboutKnown = true;
        for (int i = 0; i < 3; i++)
        {
            sender.Chain.Mine();
            sender.Clock.Advance(TimeSpan.FromMinutes(5));
            sender.Restart();
            await sender.StepAsync();
        }

        (sender.Node.HidesReceipts, sender.Node.LosesAnswers, sender.Node.LiesAboutKnown) = (false, false, false);
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.All(sender.Node.Sent, sent => Assert.Equal(0ul, sent.Nonce));
        Assert.Equal(1ul, sender.Chain.Head.Nonce);
    }

    /// <summary>The fee ran to more than 2,000 ether while the account had no money, and there was no way to
    /// prune.</summary>
    [Fact]
    public async Task Zksync_era_3373_the_fee_does_not_run_away_while_the_account_is_empty()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Drop(0);
        sender.Chain.SetBalance(0);
        await sender.RunAsync(500);
        L1Transaction row = Assert.Single(sender.Rows);
        Assert.Single(row.Versions);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Balance), sender.Job(1).Reason);

        sender.Chain.SetBalance(System.Numerics.BigInteger.Pow(10, 20));
        await sender.RunAsync(12);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    /// <summary>Also while nothing of it is ever mined, the offer stays in a relation to what L1 asks.</summary>
    [Fact]
    public async Task Zksync_era_3373_an_ignored_transaction_stops_at_a_multiple_of_the_market()
    {
        var sender = new SenderHarness(SenderHarness.DefaultRules with { Caps = new FeeCaps(1000 * Gwei, 500 * Gwei) });
        await sender.AddAsync(1);
        sender.Node.Swallows = true;
        await sender.RunAsync(500);
        L1TransactionVersion newest = Assert.Single(sender.Rows).Versions[^1];
        System.Numerics.BigInteger market = (2 * sender.Chain.BaseFee) + 1;
        Assert.InRange(newest.MaxFeePerGas, 2 * market, 5 * market);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Ignored), sender.Job(1).Reason);

        sender.Node.Swallows = false;
        await sender.RunAsync(12);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    /// <summary>A nonce gap after a revert stopped everything.</summary>
    [Fact]
    public async Task Zksync_era_3695_a_gap_that_a_reorganisation_leaves_is_filled()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0));
        sender.Chain.Mine();
        await sender.AddAsync(1);
        await sender.StepAsync();
        Assert.Equal(1ul, Assert.Single(sender.Rows).Nonce);

        sender.Chain.TakeBack(1, () => false);
        await sender.RunAsync(2);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Gap), sender.Job(1).Reason);
        await sender.RunAsync(20);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Null(sender.Rows[0].Job);
        Assert.Equal(L1TransactionState.Final, sender.Rows[0].State);
    }

    /// <summary>A revert leaves no gap: the nonce is used up, and the block comes under the next one only when that is
    /// certain and an operator says so.</summary>
    [Fact]
    public async Task Zksync_era_3695_after_a_revert_the_next_nonce_follows_without_a_gap()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2);
        await sender.StepAsync();
        sender.Chain.Mine();
        await sender.StepAsync();

        // Block 2 is in the pool; a reorganisation takes block 1 away, and another transaction takes its nonce.
        Assert.Equal([0ul, 1ul], sender.Rows.Select(row => row.Nonce));
        sender.Chain.TakeBack(1, () => false);
        sender.Chain.Force(SenderHarness.Foreign(0));
        await sender.RunAsync(2);
        Assert.True(HoldReason.Is(sender.Job(2), HoldReason.Reverted), sender.Job(2).Reason);
        Assert.Contains("WrongBlockNumber", sender.Job(2).Reason, StringComparison.Ordinal);
        await sender.RunAsync(10);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.True(HoldReason.Is(sender.Job(2), HoldReason.Reverted));

        await sender.RetryAsync(2);
        await sender.RunAsync(10);
        Assert.Equal(JobState.Done, sender.Job(2).State);
        Assert.Equal([0ul, 1ul, 2ul, 3ul], sender.Rows.Select(row => row.Nonce));
    }

    /// <summary>A capped transaction was watched for ever, and nobody was told.</summary>
    [Fact]
    public async Task Zksync_os_server_1316_a_capped_transaction_is_a_state_that_an_operator_sees_and_ends()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.RunAsync(100);
        L1Transaction row = Assert.Single(sender.Rows);
        Assert.Equal(L1TransactionState.Capped, row.State);
        Assert.NotNull(row.Reason);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Capped));
        Assert.Single(sender.Events(1), kind => kind == JobEventKind.Held);
        Assert.StartsWith("capped: ", sender.Last!.Waits, StringComparison.Ordinal);

        var caps = new FeeCaps(400 * Gwei, 10 * Gwei);
        Assert.Null(await sender.Commands.ResolveCappedAsync(0, caps, "operator", default));
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.True(sender.Rows[0].Versions[^1].MaxFeePerGas > 150 * Gwei);
        Assert.NotNull(await sender.Commands.ResolveCappedAsync(0, caps, "operator", default));
    }

    /// <summary>Two jobs got one nonce.</summary>
    [Fact]
    public async Task Agglayer_1597_two_senders_on_one_store_never_give_two_jobs_one_nonce()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2, 3);
        L1Submitter faster = sender.Create();
        int races = 0;
        L1Submitter slower = sender.Create(new RacingStore(sender.Store, "l1 sign", () =>
        {
            races++;
            return faster.StepAsync(default);
        }));
        for (int i = 0; i < 12; i++)
        {
            _ = await slower.StepAsync(default);
            sender.Chain.Mine();
            sender.Clock.Advance(TimeSpan.FromSeconds(12));
        }

        Assert.Equal(3, races);
        Assert.Equal(3u, sender.Chain.Head.RollupBlock);
        Assert.Equal(3ul, sender.Chain.Head.Nonce);
        Assert.All(
            sender.Node.Sent.GroupBy(sent => sent.Nonce),
            nonce => Assert.Single(nonce.Select(sent => sent.Block).Distinct()));
    }

    /// <summary>A reorganisation made the program panic at every start from then on.</summary>
    [Fact]
    public async Task Agglayer_1617_a_reorganisation_below_finality_is_an_alarm_and_no_panic_at_every_restart()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2);
        await sender.RunAsync(12);
        Assert.Equal(JobState.Done, sender.Job(2).State);
        ulong height = sender.Chain.Head.Number;
        sender.Chain.TakeBack((int)height - 1, () => false);
        while (sender.Chain.Head.Number <= height)
        {
            sender.Chain.Mine(empty: true);
        }

        for (int i = 0; i < 5; i++)
        {
            sender.Restart();
            await sender.RunAsync(1);
            Assert.True(HoldReason.Is(sender.Job(2), HoldReason.Alarm), sender.Job(2).Reason);
        }

        Assert.Single(sender.Events(2), kind => kind == JobEventKind.Held);
        Assert.Equal(1u, sender.Chain.Head.RollupBlock);
        await sender.RetryAsync(2);
        await sender.RunAsync(8);
        Assert.Equal((2u, 2ul), (sender.Chain.Head.RollupBlock, sender.Chain.Head.Nonce));
        Assert.Equal(JobState.Done, sender.Job(2).State);
    }

    /// <summary>A proof that came late was for a block that L1 had already.</summary>
    [Fact]
    public async Task Scroll_1764_a_late_block_that_L1_has_already_is_followed_and_not_sent()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0, block: 1));
        sender.Chain.Mine();
        await sender.AddAsync(1);
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Empty(sender.Node.Sent);
        Assert.Equal([JobEventKind.Mined, JobEventKind.Final], sender.Events(1));
    }

    /// <summary>An invalid proof was only found on L1.</summary>
    [Fact]
    public async Task Zkevm_prover_274_what_the_contract_would_refuse_is_held_with_its_reason_and_not_sent()
    {
        var sender = new SenderHarness();
        sender.Node.RefusesAll = "InvalidProof";
        await sender.AddAsync(1);
        await sender.RunAsync(3);
        Assert.Empty(sender.Node.Sent);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Refused));
        Assert.Contains("InvalidProof", sender.Job(1).Reason, StringComparison.Ordinal);
    }
}
