using System.Collections.Immutable;
using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>The sender's rules, one after another.</summary>
public sealed class SenderTests
{
    private const ulong Gwei = SenderHarness.Gwei;

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
        Assert.Equal("3", sender.Read(reader => reader.Setting("l1.floor")));
    }

    [Fact]
    public async Task Killed_before_and_after_every_step_it_sends_each_block_once()
    {
        var calm = new SenderHarness();
        await calm.AddAsync(1, 2);
        await calm.RunAsync(12);
        int steps = calm.Store.Steps.Count + calm.Node.Sent.Count;
        for (int kill = 0; kill < 2 * steps; kill++)
        {
            var sender = new SenderHarness();
            await sender.AddAsync(1, 2);
            sender.Store.Doom(kill / 2, before: kill % 2 == 0);
            await sender.RunAsync(20);
            Assert.Equal(1, sender.Deaths);
            Assert.Equal((2u, 2ul), (sender.Chain.Head.RollupBlock, sender.Chain.Head.Nonce));
            Assert.All([1u, 2u], number => Assert.Equal(JobState.Done, sender.Job(number).State));
            Assert.All(sender.Rows, row => Assert.Single(row.Versions));
        }
    }

    [Fact]
    public async Task Nothing_is_signed_above_the_cap_and_it_goes_on_by_itself_when_fees_fall()
    {
        var sender = new SenderHarness();
        sender.Chain.BaseFee = 101 * Gwei;
        await sender.AddAsync(1);
        await sender.RunAsync(30);
        Assert.Empty(sender.Rows);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Fees));
        Assert.Single(sender.Events(1));

        sender.Chain.BaseFee = 99 * Gwei;
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Equal(100 * Gwei, Assert.Single(sender.Node.Sent).MaxFee);
    }

    [Fact]
    public async Task A_waiting_transaction_is_replaced_on_its_nonce_by_an_eighth_at_least()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.BaseFee = 25 * Gwei;
        await sender.RunAsync(10);
        L1Transaction row = Assert.Single(sender.Rows);
        Assert.Equal(2, row.Versions.Count);
        Assert.Equal([(20 * Gwei) + 1, (50 * Gwei) + 1], row.Versions.Select(version => version.MaxFeePerGas));
        Assert.Equal(row.Versions[1].Hash, row.Inclusion!.TransactionHash);
        Assert.Contains(JobEventKind.Replaced, sender.Events(1));
    }

    [Fact]
    public async Task A_dropped_transaction_is_sent_again_with_the_same_bytes()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.Drop(0);
        sender.Clock.Advance(TimeSpan.FromSeconds(20));
        await sender.StepAsync();
        Assert.Equal(2, sender.Node.Sent.Count);
        Assert.Equal(sender.Node.Sent[0], sender.Node.Sent[1]);
        Assert.Single(sender.Chain.Pool);
    }

    [Fact]
    public async Task A_node_that_says_it_knows_is_reminded_all_the_same()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        sender.Node.Swallows = true;
        await sender.StepAsync();
        (sender.Node.Swallows, sender.Node.LiesAboutKnown) = (false, true);
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.RunAsync(15);
        Assert.Single(sender.Chain.Pool);
    }

    [Fact]
    public async Task What_a_reorganisation_takes_back_is_sent_again()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2);
        await sender.RunAsync(2);
        Assert.Equal(2u, sender.Chain.Head.RollupBlock);
        sender.Chain.TakeBack(2, () => false);
        sender.Chain.Mine();
        sender.Chain.Mine();
        await sender.RunAsync(8);
        Assert.Equal((2u, 2ul), (sender.Chain.Head.RollupBlock, sender.Chain.Head.Nonce));
        Assert.Equal(
            [JobEventKind.Submitted, JobEventKind.Mined, JobEventKind.Reorged, JobEventKind.Mined, JobEventKind.Final],
            sender.Events(2));
    }

    [Fact]
    public async Task A_node_that_is_behind_changes_nothing()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.RunAsync(8);
        int steps = sender.Store.Steps.Count;
        sender.Node.Behind = 8;
        await sender.AddAsync(2);
        await sender.StepAsync();
        Assert.Equal(steps, sender.Store.Steps.Count);
        Assert.Contains("behind", sender.Last!.Waits, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_somebody_else_uses_the_account_nothing_is_signed()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0, gwei: 2));
        await sender.AddAsync(1);
        await sender.RunAsync(3);
        Assert.Empty(sender.Rows);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Foreign));
        sender.Chain.BaseFee = 1 * Gwei;
        await sender.RunAsync(10);
        Assert.Equal(1ul, Assert.Single(sender.Rows).Nonce);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    [Fact]
    public async Task A_block_from_another_root_is_held_with_both_values()
    {
        var sender = new SenderHarness();
        sender.Node.RootOf = _ => Fr.FromUInt64(99);
        await sender.AddAsync(1);
        await sender.RunAsync(2);
        Assert.Empty(sender.Node.Sent);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Mismatch));
        Assert.Contains(Fr.Zero.ToString(), sender.Job(1).Reason, StringComparison.Ordinal);
        Assert.Contains(Fr.FromUInt64(99).ToString(), sender.Job(1).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_block_under_its_number_is_a_conflict_with_both_roots()
    {
        var sender = new SenderHarness();
        sender.Chain.Force(SenderHarness.Foreign(0, block: 1));
        sender.Chain.Mine();
        sender.Node.RootOf = _ => Fr.FromUInt64(99);
        await sender.AddAsync(1);
        await sender.RunAsync(2);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Conflict));
        Assert.Contains(Fr.FromUInt64(99).ToString(), sender.Job(1).Reason, StringComparison.Ordinal);
        Assert.Empty(sender.Node.Sent);
    }

    [Fact]
    public async Task A_block_that_is_missing_is_named()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(2, 3);
        await sender.StepAsync();
        Assert.Equal(
            "L1 waits for block 1, and the first one here to be sent is 2", sender.Last!.Waits);
        Assert.Equal(["l1 account"], sender.Store.Steps);
    }

    [Fact]
    public async Task A_store_belongs_to_one_account()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Node.Address = new EthAddress([.. new byte[19], 8]);
        sender.Restart();
        await sender.RunAsync(3);
        Assert.Contains("belongs to the account", sender.Last!.Trouble, StringComparison.Ordinal);
        Assert.Single(sender.Node.Sent);
    }

    [Fact]
    public async Task What_a_block_was_held_for_is_forgotten_when_it_is_not_its_turn_any_more()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2);
        await sender.RunAsync(1);
        Assert.Equal(JobState.Running, sender.Job(2).State);
        sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.RunAsync(1);
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.AddAsync(2);
        await sender.StepAsync();
        Assert.True(HoldReason.Is(sender.Job(2), HoldReason.Fees));
        sender.Chain.TakeBack(1, () => false);
        sender.Chain.Mine(empty: true);
        await sender.StepAsync();
        Assert.Equal(JobState.Running, sender.Job(1).State);
        Assert.Equal((JobState.Waiting, null), (sender.Job(2).State, sender.Job(2).Reason));
    }

    [Fact]
    public async Task An_L1_that_does_not_answer_is_reported_and_nothing_is_lost()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        sender.Node.Down = true;
        await sender.RunAsync(3);
        Assert.Equal("no node answers", sender.Last!.Trouble);
        sender.Node.Down = false;
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    [Fact]
    public async Task The_status_tells_where_it_stands()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1, 2, 3);
        await sender.RunAsync(6);
        sender.Chain.BaseFee = 500 * Gwei;
        await sender.AddAsync(4);
        await sender.StepAsync();
        SubmissionStatus status = await SubmissionStatus.ReadAsync(
            sender.Store, SenderHarness.ChainId, sender.Last, [], default);
        Assert.Equal((4u, 4u, 3u, 2u), (status.Admitted, status.Proved, status.OnL1, status.Final));
        Assert.Equal((3ul, 3ul), (status.LatestNonce, status.PendingNonce));
        Assert.Equal(4u, Assert.Single(status.Held).Id.BlockNumber);
        Assert.Equal(sender.Chain.Head.Balance, status.Balance);
        Assert.StartsWith("fees: ", status.Waits, StringComparison.Ordinal);
        Assert.Null(status.KeysMatch);
    }

    [Fact]
    public async Task A_job_is_bound_while_its_transaction_may_be_mined()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        var job = new JobId(SenderHarness.ChainId, 1);
        Assert.Null(sender.Read(reader => SenderCommands.WhyBound(reader, job)));
        await sender.StepAsync();
        Assert.NotNull(sender.Read(reader => SenderCommands.WhyBound(reader, job)));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1001)]
    public void Rules_out_of_range_are_refused_by_name(int perMille)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new SenderMachine(SenderRules.Default with { BumpPerMille = perMille }));
        Assert.Contains("BumpPerMille", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_machine_decides_the_same_from_the_same()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        var state = new SenderState
        {
            Jobs = [sender.Job(1)],
            Rows = [],
            Floor = 0,
            Mark = null,
            Caps = ImmutableDictionary<ulong, FeeCaps>.Empty,
        };
        var view = new SenderView
        {
            Time = sender.Clock.GetUtcNow(),
            L1 = await sender.Node.ObserveAsync(SenderHarness.Depth, default),
        };
        var machine = new SenderMachine(sender.Rules);
        Assert.IsType<SenderDecision.Try>(machine.Next(state, view));
        view = view with { Trials = view.Trials.Add(state.Jobs[0].Id, new SubmissionTrial(480_000)) };
        SenderDecision.Sign sign = Assert.IsType<SenderDecision.Sign>(machine.Next(state, view));
        Assert.Equal(sign, machine.Next(state, view));
        Assert.Equal((0ul, 480_000ul), (sign.Nonce, sign.Gas));
        Assert.Equal((BigInteger)(20 * Gwei) + 1, sign.Fees.MaxFeePerGas);
    }
}
