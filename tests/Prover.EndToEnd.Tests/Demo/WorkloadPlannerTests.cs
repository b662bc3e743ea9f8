using Prover.Host.Catalog;
using Prover.Host.Demo.Workload;
using Prover.Rollup;
using Prover.Testing;
using Xunit;

namespace Prover.EndToEnd.Tests.Demo;

/// <summary>
/// The choice of transfers: capacities are kept, balances never fall below zero, nothing is lost silently.
/// </summary>
public sealed class WorkloadPlannerTests
{
    private const int Blocks = 3;

    // The size in which the demo runs.
    private static readonly BlockCapacities Capacities = CircuitSource.Find("rollup-block", preset: null).Capacities!;
    private static readonly EthAddress Operator = EthAddress.Parse("0x00000000000000000000000000000000000000fe");
    private static readonly UInt128 Fee = 1000;

    [Fact]
    public void The_sample_fills_all_blocks_but_the_last_to_the_last_slot()
    {
        (IReadOnlyList<BlockPlan> plan, _) = Plan(Sample());
        Assert.Equal(Blocks, plan.Count);
        Assert.All(plan.SkipLast(1), block => Assert.Equal(Capacities.Transfers, block.Transfers.Count));
        Assert.InRange(plan[^1].Transfers.Count, 1, Capacities.Transfers - 1);
        Assert.Contains(plan, block => block.Withdrawals.Count > 0);
    }

    [Fact]
    public void Every_row_is_in_a_block_or_counted_with_a_reason()
    {
        IReadOnlyList<TransferRow> rows = Sample();
        (IReadOnlyList<BlockPlan> plan, RejectionTally tally) = Plan(rows);
        Assert.Equal(rows.Count, plan.Sum(block => block.Transfers.Count) + tally.Counts.Values.Sum());
        Assert.All(tally.Counts.Keys, reason => Assert.NotEmpty(reason));
    }

    [Fact]
    public void No_block_exceeds_its_capacities()
    {
        (IReadOnlyList<BlockPlan> plan, _) = Plan(Sample());
        HashSet<AccountName> existing = [];
        foreach (BlockPlan block in plan)
        {
            HashSet<AccountName> used = [.. Accesses(block)];
            Assert.InRange(block.Deposits.Count, 0, Capacities.L1Slots);
            Assert.InRange(block.Withdrawals.Count, 0, Capacities.Withdrawals);
            Assert.InRange(used.Count(existing.Contains), 0, Capacities.Touched);
            Assert.InRange(used.Count(account => !existing.Contains(account)), 0, Capacities.NewAccounts);
            existing.UnionWith(used);
        }
    }

    [Fact]
    public void No_balance_falls_below_zero_when_the_plan_is_followed()
    {
        (IReadOnlyList<BlockPlan> plan, _) = Plan(Sample());
        Dictionary<AccountName, Int128> balances = [];
        foreach (BlockPlan block in plan)
        {
            block.Deposits.ToList().ForEach(payment => Add(payment.Account, (Int128)payment.Amount));
            block.Withdrawals.ToList().ForEach(payment => Spend(payment.Account, payment.Amount));
            foreach (TransferRow row in block.Transfers)
            {
                Spend(row.Sender, row.Amount);
                Add(row.Receiver, (Int128)row.Amount);
            }
        }

        void Spend(AccountName account, UInt128 amount)
        {
            Add(account, -(Int128)(amount + (account.IsEther ? Fee : 0)));
            Assert.True(balances[account] >= 0, $"{account} is overdrawn");
        }

        void Add(AccountName account, Int128 amount)
        {
            balances[account] = balances.GetValueOrDefault(account) + amount;
        }
    }

    [Fact]
    public void The_fee_account_is_the_first_account_of_all()
    {
        (IReadOnlyList<BlockPlan> plan, _) = Plan(Sample());
        Assert.Equal(new AccountName(Operator, AccountName.Ether), plan[0].Deposits[0].Account);
    }

    [Fact]
    public void Ether_that_pays_fees_is_in_every_block_and_leaves_the_rollup_too()
    {
        (IReadOnlyList<BlockPlan> plan, _) = Plan(Sample());
        Assert.All(plan, block => Assert.Contains(block.Transfers, row => row.Sender.IsEther));
        Assert.Contains(plan.SelectMany(block => block.Withdrawals), payment => payment.Account.IsEther);
    }

    [Fact]
    public void The_same_rows_give_the_same_plan()
    {
        (IReadOnlyList<BlockPlan> first, _) = Plan(Sample());
        (IReadOnlyList<BlockPlan> second, _) = Plan(Sample());
        Assert.Equal(first.SelectMany(block => block.Transfers), second.SelectMany(block => block.Transfers));
        Assert.Equal(first.SelectMany(block => block.Deposits), second.SelectMany(block => block.Deposits));
    }

    [Fact]
    public void Rows_that_cannot_be_used_are_counted_by_name()
    {
        string file = Path.GetTempFileName();
        string good = "0x" + new string('1', 40);
        string other = "0x" + new string('2', 40);
        string zero = "0x" + new string('0', 40);
        try
        {
            File.WriteAllLines(file,
            [
                "token,from,to,value",
                $"ETH,{good},{other},5",
                $"ETH,{good},{other},0",
                $"ETH,{good},{zero},5",
                $"ETH,{good},{other},340282366920938463463374607431768211456",
                $"ETH,{good},elsewhere,5",
                "ETH",
            ]);
            RejectionTally tally = new();
            TransferRow row = Assert.Single(TransferFile.Read(file, tally));
            Assert.Equal((UInt128)5, row.Amount);
            Assert.Equal(1, tally.Counts["amount is zero"]);
            Assert.Equal(1, tally.Counts["mint or burn (zero address)"]);
            Assert.Equal(1, tally.Counts["amount is not a number below 2^128"]);
            Assert.Equal(2, tally.Counts["malformed row"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<AccountName> Accesses(BlockPlan block)
    {
        IEnumerable<AccountName> named = block.Deposits.Concat(block.Withdrawals).Select(payment => payment.Account)
            .Concat(block.Transfers.SelectMany(row => new[] { row.Sender, row.Receiver }));
        bool paysFee = block.Transfers.Any(row => row.Sender.IsEther)
            || block.Withdrawals.Any(payment => payment.Account.IsEther);
        return paysFee ? named.Append(new AccountName(Operator, AccountName.Ether)) : named;
    }

    private static (IReadOnlyList<BlockPlan> Plan, RejectionTally Tally) Plan(IReadOnlyList<TransferRow> rows)
    {
        RejectionTally tally = new();
        return (new WorkloadPlanner(Capacities, rows, Operator, Fee).Plan(Blocks, tally), tally);
    }

    private static IReadOnlyList<TransferRow> Sample()
    {
        RejectionTally none = new();
        IReadOnlyList<TransferRow> rows = TransferFile.Read(
            RepositoryRoot.Combine("src", "Prover.Host", "data", "mainnet-transfers.csv"), none);
        Assert.Empty(none.Counts);
        return rows;
    }
}
