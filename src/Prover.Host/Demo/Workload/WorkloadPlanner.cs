using Prover.Rollup;

namespace Prover.Host.Demo.Workload;

/// <summary>Chooses which transfers go into which block, who needs a deposit for them, and who withdraws.</summary>
/// <remarks>
/// Rows are taken in the order of the file, as far as a block has room. Starting balances are not in such data: a
/// sender whose money did not come from an earlier transfer is funded by a deposit, with exactly its largest running
/// shortfall. As deposits are scarce (P per block), they go to the senders with most rows left.
/// </remarks>
internal sealed class WorkloadPlanner
{
    private readonly BlockCapacities capacities;
    private readonly AccountName feeAccount;
    private readonly UInt128 etherFee;
    private readonly HashSet<AccountName> existing = [];
    private readonly HashSet<AccountName> funded = [];
    private readonly Dictionary<AccountName, UInt128> received = [];
    private readonly List<DraftBlock> drafts = [];
    private List<TransferRow> pending;

    /// <param name="capacities">Of every block.</param>
    /// <param name="rows">The transfers to choose from, in order.</param>
    /// <param name="operatorAddress">Owner of the account that gets the fees of ether transfers.</param>
    /// <param name="etherFee">Fee of an ether transfer or withdrawal in wei; those of tokens are free.</param>
    public WorkloadPlanner(
        BlockCapacities capacities, IEnumerable<TransferRow> rows, EthAddress operatorAddress, UInt128 etherFee)
    {
        this.capacities = capacities;
        this.etherFee = etherFee;
        feeAccount = new AccountName(operatorAddress, AccountName.Ether);
        pending = [.. rows];
    }

    /// <summary>Plans full blocks and after them one that is filled to about a half.</summary>
    /// <param name="blocks">All blocks together, at least 1; a single one is full.</param>
    /// <param name="tally">Gets the rows that are in no block, by reason.</param>
    public IReadOnlyList<BlockPlan> Plan(int blocks, RejectionTally tally)
    {
        Dictionary<TransferRow, string> reasons = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < blocks; i++)
        {
            bool last = i == blocks - 1 && blocks > 1;
            int transfers = last ? Math.Max(1, capacities.Transfers / 2) : capacities.Transfers;
            drafts.Add(PlanBlock(i == 0, transfers, reasons));
        }

        foreach (TransferRow row in pending)
        {
            tally.Add(reasons[row]);
        }

        return Fund();
    }

    private DraftBlock PlanBlock(bool first, int transfers, Dictionary<TransferRow, string> reasons)
    {
        DraftBlock draft = new();
        BlockRoom room = new(capacities, existing);
        if (first)
        {
            // The fee account comes first, so that it is there when a fee is paid.
            Deposit(draft, feeAccount);
            _ = room.Take(feeAccount);
        }

        PlanWithdrawals(draft, room);
        HashSet<AccountName> candidates = MostActiveSenders(capacities.L1Slots - draft.Deposits.Count);
        Offer(pending.Where(row => row.Sender.IsEther), transfers / 4);
        Offer(pending, transfers);
        pending = [.. pending.Where(row => !draft.Placed.Contains(row))];
        existing.UnionWith(room.Created);
        return draft;

        void Offer(IEnumerable<TransferRow> rows, int limit)
        {
            foreach (TransferRow row in rows.Where(row => !draft.Placed.Contains(row)))
            {
                reasons[row] = draft.Transfers.Count >= limit
                    ? "all blocks are full"
                    : Place(row, draft, room, candidates) ?? "";
            }
        }
    }

    private string? Place(TransferRow row, DraftBlock draft, BlockRoom room, HashSet<AccountName> candidates)
    {
        UInt128 cost = row.Amount + FeeOf(row.Sender);
        bool paysItself = funded.Contains(row.Sender) || received.GetValueOrDefault(row.Sender) >= cost;
        if (!paysItself && !candidates.Contains(row.Sender))
        {
            return "no L1 slot left to fund its sender";
        }

        string? full = row.Sender.IsEther
            ? room.Take(row.Sender, row.Receiver, feeAccount)
            : room.Take(row.Sender, row.Receiver);
        if (full is not null)
        {
            return full;
        }

        if (!paysItself)
        {
            Deposit(draft, row.Sender);
        }

        draft.Transfers.Add(row);
        draft.Placed.Add(row);
        Move(row, cost);
        return null;
    }

    private void Move(TransferRow row, UInt128 cost)
    {
        if (!funded.Contains(row.Sender))
        {
            received[row.Sender] -= cost;
        }

        received[row.Receiver] = received.GetValueOrDefault(row.Receiver) + row.Amount;
    }

    private void Deposit(DraftBlock draft, AccountName account)
    {
        draft.Deposits.Add(account);
        funded.Add(account);
    }

    // Who only received money takes all of it out again; if there is nobody, a funded account takes out a little.
    private void PlanWithdrawals(DraftBlock draft, BlockRoom room)
    {
        HashSet<AccountName> senders = [.. pending.Select(row => row.Sender)];
        IOrderedEnumerable<AccountName> receivers = existing
            .Where(account => !funded.Contains(account) && !senders.Contains(account))
            .Where(account => received.GetValueOrDefault(account) > FeeOf(account))
            .OrderBy(account => (drafts.Count % 2 == 1) != account.IsEther);
        IOrderedEnumerable<AccountName> others = existing
            .Where(account => funded.Contains(account) && account != feeAccount)
            .OrderBy(account => account.IsEther);
        foreach (AccountName account in ByName(receivers).Concat(ByName(others)).Take(capacities.Withdrawals).ToList())
        {
            if ((account.IsEther ? room.Take(account, feeAccount) : room.Take(account)) is null)
            {
                bool all = !funded.Contains(account);
                draft.Withdrawals.Add(new PlannedPayment(account, all ? received[account] - FeeOf(account) : 1));
                received[account] = 0;
            }
        }
    }

    private static IEnumerable<AccountName> ByName(IOrderedEnumerable<AccountName> accounts)
    {
        return accounts
            .ThenBy(account => account.Owner.ToString(), StringComparer.Ordinal)
            .ThenBy(account => account.Token, StringComparer.Ordinal);
    }

    private HashSet<AccountName> MostActiveSenders(int count)
    {
        List<AccountName> ranked = [.. pending
            .GroupBy(row => row.Sender)
            .Where(group => !funded.Contains(group.Key))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Owner.ToString(), StringComparer.Ordinal)
            .ThenBy(group => group.Key.Token, StringComparer.Ordinal)
            .Select(group => group.Key)];
        return [.. ranked.Where(account => account.IsEther).Take(1).Concat(ranked).Distinct().Take(count)];
    }

    private UInt128 FeeOf(AccountName account)
    {
        return account.IsEther ? etherFee : 0;
    }

    /// <summary>Sets the amount of each deposit: what the account lacks at worst, at least one unit.</summary>
    private List<BlockPlan> Fund()
    {
        Dictionary<AccountName, Shortfall> shortfalls = [];
        foreach (DraftBlock draft in drafts)
        {
            foreach (PlannedPayment payment in draft.Withdrawals)
            {
                Of(payment.Account).Spend(payment.Amount + FeeOf(payment.Account));
            }

            foreach (TransferRow row in draft.Transfers)
            {
                Of(row.Sender).Spend(row.Amount + FeeOf(row.Sender));
                Of(row.Receiver).Receive(row.Amount);
            }
        }

        return [.. drafts.Select(draft => new BlockPlan(
            [.. draft.Deposits.Select(account => new PlannedPayment(account, UInt128.Max(1, Of(account).Worst)))],
            draft.Withdrawals,
            draft.Transfers))];

        Shortfall Of(AccountName account)
        {
            if (!shortfalls.TryGetValue(account, out Shortfall? shortfall))
            {
                shortfalls[account] = shortfall = new Shortfall();
            }

            return shortfall;
        }
    }

    private sealed class DraftBlock
    {
        public List<AccountName> Deposits { get; } = [];

        public List<PlannedPayment> Withdrawals { get; } = [];

        public List<TransferRow> Transfers { get; } = [];

        public HashSet<TransferRow> Placed { get; } = new(ReferenceEqualityComparer.Instance);
    }

    private sealed class Shortfall
    {
        private UInt128 balance;

        public UInt128 Worst { get; private set; }

        public void Spend(UInt128 amount)
        {
            if (amount > balance)
            {
                Worst += amount - balance;
                balance = amount;
            }

            balance -= amount;
        }

        public void Receive(UInt128 amount)
        {
            balance += amount;
        }
    }
}
