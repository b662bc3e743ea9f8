namespace Prover.Rollup;

/// <summary>Fills a block with requests from L1 and signed operations in any order, and seals it.</summary>
/// <remarks>
/// A block runs its requests first, then its withdrawals, then its transfers. An operation that comes too late for its
/// zone is put there and what runs after it is executed again; if anything fails then, it is kept for the next block.
/// </remarks>
public sealed class BlockBuilder
{
    private readonly RollupState _before;
    private readonly BlockContext _context;
    private readonly BlockCapacities _capacities;
    private readonly OperationExecutor _executor;
    private BlockExecution _execution;

    /// <summary>Starts an empty block on top of a state.</summary>
    /// <exception cref="ArgumentException">The capacities are none, or the block's time is not below 2^40.</exception>
    public BlockBuilder(RollupState before, BlockContext context, BlockCapacities capacities)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(context.Time, 1UL << SignedFields.TimeBits);
        _before = before;
        _context = context;
        _capacities = capacities;
        _executor = new OperationExecutor(context.Domain, context.Time);
        _execution = new BlockExecution(capacities, _executor, before);
    }

    /// <summary>The requests that are in the block.</summary>
    public int RequestCount => _execution.Requests.Count;

    /// <summary>The withdrawals that are in the block.</summary>
    public int WithdrawalCount => _execution.Withdrawals.Count;

    /// <summary>The transfers that are in the block.</summary>
    public int TransferCount => _execution.Transfers.Count;

    /// <summary>Offers the next request of the queue.</summary>
    /// <remarks>Requests go in queue order: after one that was not placed, offer no later one to this block.</remarks>
    public Placement Add(L1Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Placement placement = Execute(_execution, request);
        return placement.Limit == BlockLimit.Order ? Insert(request) : placement;
    }

    /// <summary>Offers a signed operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="feeAccount">
    /// The account that gets the fee, of the same token; not looked at if the fee is 0.
    /// </param>
    public Placement Add(SignedOperation operation, uint? feeAccount)
    {
        ArgumentNullException.ThrowIfNull(operation);
        uint? account = operation.Fields.Fee == 0 ? null : feeAccount;
        Placement placement = _execution.Execute(operation, account);
        return placement.Limit == BlockLimit.Order ? Insert(operation, account) : placement;
    }

    /// <summary>Closes the block: updates the tree account by account and keeps each path.</summary>
    /// <remarks>11 hashes per account. The builder itself stays as it was.</remarks>
    public SealedBlock Seal()
    {
        RollupState state = _before;
        var touched = new List<TableEntry>();
        foreach ((uint index, AccountState before) in _execution.State.Touched)
        {
            touched.Add(Step(ref state, index, in before));
        }

        var created = new List<TableEntry>();
        foreach (AccountIdentity identity in _execution.State.Created)
        {
            created.Add(Step(ref state, (uint)state.Count, AccountState.NotYet(in identity)));
        }

        var block = new ExecutedBlock(
            Header(state),
            _capacities,
            _execution.Requests,
            _execution.Withdrawals,
            _execution.Transfers,
            touched,
            created);
        return new SealedBlock(block, state);
    }

    private TableEntry Step(ref RollupState state, uint index, in AccountState before)
    {
        _ = _execution.State.TryGet(index, out AccountState after);
        MerklePath path = state.Tree.Open(index);
        state = before.Fresh ? state.Add(after.Account) : state.Update(index, after.Account);
        return new TableEntry(index, before, after, path, state.Root);
    }

    private BlockHeader Header(RollupState after) => new(
        _context.Domain,
        _context.CircuitId,
        _context.Number,
        _context.Time,
        _before.Root,
        after.Root,
        _before.Count,
        _context.FirstQueuePosition,
        _context.QueueHash,
        QueueHash.Append(_context.QueueHash, _execution.Requests.Select(slot => slot.Request)));

    private Placement Execute(BlockExecution execution, L1Request request)
    {
        uint? account =
            _before.TryFind(request.Identity, out uint known) ? known
            : execution.State.TryFindCreated(request.Identity, out uint created) ? created
            : null;
        return execution.Execute(request, account);
    }

    private Placement Insert(L1Request request)
    {
        BlockExecution again = Restart();
        Placement placement = Execute(again, request);
        if (!placement.Placed)
        {
            return placement;
        }

        return Replay(again, _execution.Withdrawals) && Replay(again, _execution.Transfers)
            ? Accept(again)
            : Placement.Kept(BlockLimit.Order);
    }

    private Placement Insert(SignedOperation withdrawal, uint? feeAccount)
    {
        BlockExecution again = Restart();
        if (Replay(again, _execution.Withdrawals))
        {
            Placement placement = again.Execute(withdrawal, feeAccount);
            if (placement.Limit != BlockLimit.None)
            {
                return placement;
            }

            if (placement.Placed && Replay(again, _execution.Transfers))
            {
                return Accept(again);
            }
        }

        OperationError later = _execution.Try(withdrawal, feeAccount);
        return later == OperationError.None ? Placement.Kept(BlockLimit.Order) : Placement.Refused(later);
    }

    /// <summary>The block so far with its requests only.</summary>
    private BlockExecution Restart()
    {
        var execution = new BlockExecution(_capacities, _executor, _before);
        foreach (ExecutedRequest slot in _execution.Requests)
        {
            _ = execution.Execute(slot.Request, slot.Target);
        }

        return execution;
    }

    private static bool Replay(BlockExecution execution, IEnumerable<ExecutedOperation> slots) =>
        slots.All(slot => execution.Execute(slot.Operation, slot.FeeAccount).Placed
            && KeepsFeeAccount(execution, slot));

    /// <summary>
    /// Indices of new accounts can shift; the fee account is not signed, so its identity is compared.
    /// </summary>
    private static bool KeepsFeeAccount(BlockExecution execution, ExecutedOperation slot)
    {
        bool withdraws = slot.Operation.Fields.Code == OperationCode.Withdraw;
        ExecutedOperation again = (withdraws ? execution.Withdrawals : execution.Transfers)[^1];
        return again.Fee?.Before.Account.Identity == slot.Fee?.Before.Account.Identity;
    }

    private Placement Accept(BlockExecution execution)
    {
        _execution = execution;
        return default;
    }
}
