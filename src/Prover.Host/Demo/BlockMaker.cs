using Prover.Host.Cli;
using Prover.Host.Demo.Chain;
using Prover.Host.Demo.Workload;
using Prover.L1;
using Prover.Rollup;

namespace Prover.Host.Demo;

/// <summary>
/// The sequencer of the demo: deposits on L1, signs and executes a plan's operations, seals the block.
/// </summary>
internal sealed class BlockMaker(
    DemoChain chain,
    Domain domain,
    Bytes32 circuitId,
    BlockCapacities capacities,
    DemoWallets wallets,
    UInt128 etherFee)
{
    private readonly DemoLedger ledger = new();
    private readonly AccountName feeAccount = new(chain.Payer, AccountName.Ether);
    private uint number;
    private ulong lastTime;
    private uint consumed;

    /// <summary>The state after the last sealed block.</summary>
    public RollupState State { get; private set; } = RollupState.Empty;

    /// <summary>Pays a plan's deposits into the contract's queue.</summary>
    public async Task DepositAsync(BlockPlan plan, CancellationToken cancel)
    {
        foreach (PlannedPayment payment in plan.Deposits)
        {
            uint token = await chain.TokenIdAsync(payment.Account.Token, cancel).ConfigureAwait(false);
            AccountIdentity identity = new(token, wallets.Of(payment.Account.Owner).Owner);
            await chain.Rollup.DepositAsync(identity, payment.Amount, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Executes and seals the next block, whether or not L1 has those before it yet.</summary>
    /// <param name="plan">What it is meant to hold; the deposits are in the queue already.</param>
    /// <param name="tally">Gets the transfers that the executor refuses or has no room for, by name.</param>
    /// <param name="cancel">Stops waiting for L1.</param>
    public async Task<SealedBlock> SealAsync(BlockPlan plan, RejectionTally tally, CancellationToken cancel)
    {
        ulong time = Math.Max(lastTime, await chain.TimeAsync(cancel).ConfigureAwait(false));
        Bytes32 queueHash = await chain.Rollup.GetQueueHashAsync(consumed, cancel).ConfigureAwait(false);
        BlockContext context = new(domain, circuitId, number + 1, time, consumed, queueHash);
        BlockBuilder builder = new(State, context, capacities);

        await ConsumeRequestsAsync(builder, plan, cancel).ConfigureAwait(false);
        foreach (PlannedPayment payment in plan.Withdrawals)
        {
            await AddWithdrawalAsync(builder, payment, time, cancel).ConfigureAwait(false);
        }

        foreach (TransferRow row in plan.Transfers)
        {
            Placement placement = await AddTransferAsync(builder, row, time, cancel).ConfigureAwait(false);
            if (!placement.Placed)
            {
                tally.Add(NameOf(placement));
            }
        }

        SealedBlock block = builder.Seal();
        ledger.Check(block.State);
        State = block.State;
        (number, lastTime) = (number + 1, time);
        consumed += (uint)block.Block.Requests.Count;
        return block;
    }

    private async Task ConsumeRequestsAsync(BlockBuilder builder, BlockPlan plan, CancellationToken cancel)
    {
        IReadOnlyList<QueuedRequest> queue = await chain.Rollup.GetRequestsAsync(0, cancel).ConfigureAwait(false);
        foreach ((QueuedRequest queued, PlannedPayment planned) in queue.Skip((int)consumed).Zip(plan.Deposits))
        {
            Require(builder.Add(queued.Request), "deposit");
            ledger.Create(planned.Account);
        }
    }

    private async Task AddWithdrawalAsync(
        BlockBuilder builder, PlannedPayment payment, ulong time, CancellationToken cancel)
    {
        uint token = await chain.TokenIdAsync(payment.Account.Token, cancel).ConfigureAwait(false);
        SignedFields fields = SignedFields.Withdraw(
            ledger.IndexOf(payment.Account)!.Value,
            token,
            ledger.NonceOf(payment.Account),
            ValidUntil(time),
            payment.Amount,
            FeeOf(payment.Account));
        Require(Add(builder, payment.Account, fields), "withdrawal");
    }

    private async Task<Placement> AddTransferAsync(
        BlockBuilder builder, TransferRow row, ulong time, CancellationToken cancel)
    {
        uint token = await chain.TokenIdAsync(row.Token, cancel).ConfigureAwait(false);
        if (ledger.IndexOf(row.Sender) is not uint sender)
        {
            return Placement.Refused(OperationError.UnknownSender);
        }

        OwnerKey to = wallets.Of(row.To).Owner;
        uint nonce = ledger.NonceOf(row.Sender);
        UInt128 fee = FeeOf(row.Sender);
        SignedFields fields = ledger.IndexOf(row.Receiver) is uint receiver
            ? SignedFields.Transfer(sender, receiver, to, token, nonce, ValidUntil(time), row.Amount, fee)
            : SignedFields.TransferToNew(sender, to, token, nonce, ValidUntil(time), row.Amount, fee);
        Placement placement = Add(builder, row.Sender, fields);
        if (placement.Placed)
        {
            ledger.Create(row.Receiver);
        }

        return placement;
    }

    private Placement Add(BlockBuilder builder, AccountName sender, SignedFields fields)
    {
        SignedOperation operation = OperationSigner.Sign(wallets.Of(sender.Owner).PrivateKey, domain, fields);
        Placement placement = builder.Add(operation, ledger.IndexOf(feeAccount));
        if (placement.Placed)
        {
            ledger.Sign(sender);
        }

        return placement;
    }

    private UInt128 FeeOf(AccountName sender)
    {
        return sender.IsEther ? etherFee : 0;
    }

    private static ulong ValidUntil(ulong time)
    {
        return time + 3600;
    }

    private static void Require(Placement placement, string what)
    {
        if (!placement.Placed)
        {
            throw new CommandException(ExitCode.Usage, $"a planned {what} was not taken: {NameOf(placement)}");
        }
    }

    private static string NameOf(Placement placement)
    {
        return placement.Error != OperationError.None
            ? $"refused: {placement.Error}"
            : $"no room: {placement.Limit}";
    }
}
