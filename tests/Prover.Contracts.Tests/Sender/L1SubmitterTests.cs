using Prover.Pipeline;
using Prover.Testing;

namespace Prover.Contracts.Tests;

/// <summary>The sender on a real node that reorganises, drops, raises its fees and goes away.</summary>
public sealed class L1SubmitterTests(L1Fixture l1) : IClassFixture<L1Fixture>
{
    private const ulong Gwei = AnvilSender.Gwei;

    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task Blocks_go_out_one_after_another_and_become_final()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 3);
        await sender.RunAsync(20);
        Assert.Equal(3u, await sender.OnL1Async());
        Assert.Equal(3ul, await sender.NonceAsync());
        Assert.Equal(
            [JobEventKind.Submitted, JobEventKind.Mined, JobEventKind.Final], sender.Events(3));
    }

    [AnvilFact]
    public async Task What_a_reorganisation_took_is_sent_again_with_the_same_bytes()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 2);
        await sender.StepUntilAsync(() => Task.FromResult(sender.Job(2).Stage == JobStage.Final));
        Assert.Equal(2u, await sender.OnL1Async());
        _ = await sender.AskAsync("anvil_reorg", 2, new System.Text.Json.Nodes.JsonArray());
        Assert.Equal(0u, await sender.OnL1Async());

        sender.Clock.Advance(30);
        await sender.RunAsync(20);
        Assert.Equal(2u, await sender.OnL1Async());
        Assert.All([1u, 2u], number => Assert.Equal(JobState.Done, sender.Job(number).State));
        Assert.Contains(JobEventKind.Reorged, sender.Events(1));
        Assert.All(sender.Rows, row => Assert.Single(row.Versions));
    }

    [AnvilFact]
    public async Task A_dropped_transaction_is_sent_again()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        await sender.AutomineAsync(false);
        _ = await sender.StepAsync();
        string hash = Assert.Single(sender.Rows).Versions[0].Hash.ToString();
        Assert.NotNull(await sender.AskAsync("anvil_dropTransaction", hash));
        Assert.Null(await sender.AskAsync("eth_getTransactionByHash", hash));
        sender.Clock.Advance(20);
        _ = await sender.StepAsync();
        Assert.NotNull(await sender.AskAsync("eth_getTransactionByHash", hash));
        await sender.RunAsync(10);
        Assert.Equal(hash, sender.Rows[0].Inclusion!.TransactionHash.ToString());
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    [AnvilFact]
    public async Task A_transaction_below_the_base_fee_is_replaced_and_mined()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        await sender.AutomineAsync(false);
        await sender.BaseFeeAsync(2);
        await sender.MineAsync();
        _ = await sender.StepAsync();
        await sender.BaseFeeAsync(20);
        await sender.MineAsync();
        Assert.Null(Assert.Single(sender.Rows).Inclusion);
        sender.Clock.Advance(60);
        _ = await sender.StepAsync();
        Assert.Equal(2, sender.Rows[0].Versions.Count);
        await sender.BaseFeeAsync(20);
        await sender.RunAsync(10);
        Assert.Equal(sender.Rows[0].Versions[1].Hash, sender.Rows[0].Inclusion!.TransactionHash);
        Assert.Equal(1ul, await sender.NonceAsync());
        Assert.Contains(JobEventKind.Replaced, sender.Events(1));
    }

    [AnvilFact]
    public async Task A_dearer_transaction_of_somebody_else_on_the_nonce_is_waited_for()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        await sender.AutomineAsync(false);
        _ = await sender.StepAsync();
        var dearer = new OfferedFees(90 * Gwei, 9 * Gwei);
        SignedL1Transaction foreign = await sender.Port.SignAsync(
            new L1SigningRequest(0, null, 21_000, dearer), s_none);
        await sender.Port.SendAsync(foreign.Bytes, s_none);

        // Ours is refused now by the node's own rule.
        L1Exception refusal = await Assert.ThrowsAsync<L1Exception>(
            () => sender.Port.SendAsync(sender.Rows[0].Versions[0].Signed, s_none));
        Assert.Contains("underpriced", refusal.Message, StringComparison.Ordinal);
        await sender.MineAsync();
        _ = await sender.StepAsync();
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Foreign), sender.Job(1).Reason);
        Assert.Single(sender.Rows);

        await sender.RunAsync(15);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Equal(
            [L1TransactionState.Displaced, L1TransactionState.Final], sender.Rows.Select(row => row.State));
        Assert.Equal(2ul, await sender.NonceAsync());
    }

    [AnvilFact]
    public async Task Above_the_cap_it_waits_and_goes_on_when_the_base_fee_falls()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        await sender.BaseFeeAsync(150);
        await sender.MineAsync();
        _ = await sender.StepAsync();
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Fees), sender.Job(1).Reason);
        Assert.Empty(sender.Rows);
        await sender.BaseFeeAsync(5);
        await sender.MineAsync();
        await sender.RunAsync(10);
        Assert.Equal(JobState.Done, sender.Job(1).State);
    }

    [AnvilFact]
    public async Task A_capped_transaction_goes_on_with_a_cap_of_its_own()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        await sender.AutomineAsync(false);
        await sender.BaseFeeAsync(5);
        await sender.MineAsync();
        _ = await sender.StepAsync();
        await sender.BaseFeeAsync(150);
        await sender.MineAsync();
        sender.Clock.Advance(60);
        _ = await sender.StepAsync();
        Assert.Equal(L1TransactionState.Capped, Assert.Single(sender.Rows).State);
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Capped), sender.Job(1).Reason);

        var commands = new SenderCommands(sender.Kept, sender.Clock);
        Assert.Null(await commands.ResolveCappedAsync(0, new FeeCaps(400 * Gwei, 10 * Gwei), "operator", s_none));
        await sender.BaseFeeAsync(150);
        await sender.RunAsync(10);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        Assert.Equal(2, sender.Rows[0].Versions.Count);
    }

    [AnvilFact]
    public async Task Killed_before_and_after_each_transaction_of_the_store_it_sends_each_block_once()
    {
        int steps;
        await using (AnvilSender calm = await AnvilSender.CreateAsync(l1, 2))
        {
            await calm.RunAsync(20);
            steps = calm.Store.Count;
        }

        Assert.True(steps >= 6);
        for (int kill = 0; kill < 2 * steps; kill++)
        {
            await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 2);
            (sender.Store.KillAt, sender.Store.Before) = (kill / 2, kill % 2 == 0);
            await sender.RunAsync(20);
            Assert.Equal(2u, await sender.OnL1Async());
            Assert.Equal(2ul, await sender.NonceAsync());
            Assert.All([1u, 2u], number => Assert.Equal(JobState.Done, sender.Job(number).State));
            Assert.All(sender.Rows, row => Assert.Single(row.Versions));
        }
    }

    [AnvilFact]
    public async Task A_node_that_goes_away_and_loses_answers_costs_nothing_but_time()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 2);
        sender.Gateway.Shut = true;
        await sender.RunAsync(2);
        Assert.NotNull(sender.Last.Trouble);
        Assert.Empty(sender.Rows);

        (sender.Gateway.Shut, sender.Gateway.LosesAnswers) = (false, true);
        await sender.StepUntilAsync(async () => await sender.OnL1Async() >= 1);
        Assert.Null(sender.Last.Trouble);
        sender.Restart();
        sender.Gateway.LosesAnswers = false;
        await sender.RunAsync(20);
        Assert.Equal(2ul, await sender.NonceAsync());
        Assert.Equal(JobState.Done, sender.Job(2).State);
    }

    [AnvilFact]
    public async Task What_the_contract_would_refuse_is_held_by_the_name_of_its_error()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 1);
        sender.SpoilProof(1);
        _ = await sender.StepAsync();
        Assert.True(HoldReason.Is(sender.Job(1), HoldReason.Refused), sender.Job(1).Reason);
        Assert.Contains("InvalidProof", sender.Job(1).Reason, StringComparison.Ordinal);
        Assert.Equal(0ul, await sender.NonceAsync());
    }

    [AnvilFact]
    public async Task A_store_that_was_lost_follows_what_L1_has()
    {
        await using AnvilSender sender = await AnvilSender.CreateAsync(l1, 2);
        await sender.RunAsync(20);
        var fresh = new MemoryJobStore();
        await sender.CopyJobsAsync(fresh);
        L1Submitter second = sender.Create(fresh);
        _ = await second.StepAsync(s_none);
        IReadOnlyList<Job> jobs = await fresh.ReadAsync(reader => reader.Select(new JobQuery()), s_none);
        Assert.All(jobs, job => Assert.Equal(JobState.Done, job.State));
        Assert.Equal(2ul, await sender.NonceAsync());
    }
}
