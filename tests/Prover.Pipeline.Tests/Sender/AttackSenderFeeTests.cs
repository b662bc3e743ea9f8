namespace Prover.Pipeline.Tests.Sender;

/// <summary>The command for a capped transaction resolves it, and lets a node that lies take no more.</summary>
public sealed class AttackSenderFeeTests
{
    private const ulong Gwei = SenderHarness.Gwei;

    /// <summary>The first offer gave the proposer all that the cap allows: the least replacement is above it.</summary>
    [Fact]
    public async Task A_transaction_that_is_capped_by_the_proposers_part_goes_on_with_a_higher_cap_in_all()
    {
        var sender = new SenderHarness(bend: node => new GreedyPort(node));
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.BaseFee = 60 * Gwei;
        await sender.RunAsync(8);
        Assert.Equal(L1TransactionState.Capped, Assert.Single(sender.Rows).State);

        // More in all alone is no help.
        var inAll = new FeeCaps(130 * Gwei, sender.Rules.Caps.MaxPriorityFeePerGas);
        Assert.Null(await sender.Commands.ResolveCappedAsync(0, inAll, "operator", default));
        await sender.RunAsync(2);
        Assert.Equal(L1TransactionState.Capped, Assert.Single(sender.Rows).State);

        Assert.Null(await sender.Commands.ResolveCappedAsync(0, 130 * Gwei, sender.Rules, "operator", default));
        await sender.RunAsync(8);
        Assert.Equal(JobState.Done, sender.Job(1).State);
        L1TransactionVersion newest = Assert.Single(sender.Rows).Versions[^1];
        Assert.InRange(newest.MaxPriorityFeePerGas, (2 * Gwei) + 1, (4 * Gwei) + 2);
        Assert.InRange(newest.MaxFeePerGas, 60 * Gwei, 130 * Gwei);
    }

    [Fact]
    public async Task A_cap_that_allows_no_replacement_is_refused_with_the_least_one()
    {
        var sender = new SenderHarness();
        await sender.AddAsync(1);
        await sender.StepAsync();
        sender.Chain.BaseFee = 150 * Gwei;
        await sender.RunAsync(8);
        string? refusal = await sender.Commands.ResolveCappedAsync(0, 21 * Gwei, sender.Rules, "operator", default);
        Assert.Contains("22500000002", refusal, StringComparison.Ordinal);
        Assert.Equal(L1TransactionState.Capped, Assert.Single(sender.Rows).State);
        Assert.Null(sender.Read(reader => reader.Setting("l1.caps.0")));
    }

    /// <summary>A node that wants 500 gwei for the proposer.</summary>
    private sealed class GreedyPort(IL1Sender inner) : PassingPort(inner)
    {
        public override async Task<L1Snapshot> ObserveAsync(int? finalityDepth, CancellationToken cancel)
        {
            L1Snapshot seen = await base.ObserveAsync(finalityDepth, cancel);
            System.Numerics.BigInteger fee = seen.Fees.BaseFee;
            return seen with { Fees = new L1FeeData(fee, 500 * Gwei, (2 * fee) + (500 * Gwei)) };
        }
    }
}
