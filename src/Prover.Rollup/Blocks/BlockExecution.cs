namespace Prover.Rollup;

/// <summary>
/// A block while it is executed: slots are filled in the order in which they run, up to the capacities.
/// </summary>
public sealed class BlockExecution
{
    private readonly BlockCapacities _capacities;
    private readonly OperationExecutor _executor;
    private readonly List<ExecutedRequest> _requests = [];
    private readonly List<ExecutedOperation> _withdrawals = [];
    private readonly List<ExecutedOperation> _transfers = [];

    /// <summary>Starts an empty block.</summary>
    /// <param name="capacities">How much fits.</param>
    /// <param name="executor">Knows domain and block time; may have seen the operations before.</param>
    /// <param name="before">The accounts before the block.</param>
    public BlockExecution(BlockCapacities capacities, OperationExecutor executor, IAccountReader before)
    {
        ArgumentNullException.ThrowIfNull(capacities);
        ArgumentNullException.ThrowIfNull(executor);
        capacities.Validate();
        _capacities = capacities;
        _executor = executor;
        State = new BlockState(before);
    }

    /// <summary>The accounts now.</summary>
    public BlockState State { get; }

    /// <summary>The used L1 slots.</summary>
    public IReadOnlyList<ExecutedRequest> Requests => _requests;

    /// <summary>The used withdrawal slots.</summary>
    public IReadOnlyList<ExecutedOperation> Withdrawals => _withdrawals;

    /// <summary>The used transfer slots.</summary>
    public IReadOnlyList<ExecutedOperation> Transfers => _transfers;

    /// <summary>
    /// Runs a request in the next L1 slot; a block with a withdrawal or transfer takes none any more.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="account">The account that it credits; null creates one.</param>
    public Placement Execute(L1Request request, uint? account)
    {
        if (_withdrawals.Count + _transfers.Count > 0)
        {
            return Placement.Kept(BlockLimit.Order);
        }

        if (_requests.Count == _capacities.L1Slots)
        {
            return Placement.Kept(BlockLimit.L1Slots);
        }

        int time = BlockCapacities.TimeOfL1Slot(_requests.Count);
        OperationError error = RequestExecutor.TryExecute(State, request, account, time, out ExecutedRequest? executed);
        return error == OperationError.None
            ? Place(_requests, executed!, [executed!.Access])
            : Placement.Refused(error);
    }

    /// <summary>
    /// Runs a signed operation in the next slot of its zone; a block with a transfer takes no withdrawal any more.
    /// </summary>
    public Placement Execute(SignedOperation operation, uint? feeAccount)
    {
        ArgumentNullException.ThrowIfNull(operation);
        bool withdraws = operation.Fields.Code == OperationCode.Withdraw;
        if (withdraws && _transfers.Count > 0)
        {
            return Placement.Kept(BlockLimit.Order);
        }

        List<ExecutedOperation> zone = withdraws ? _withdrawals : _transfers;
        if (zone.Count == (withdraws ? _capacities.Withdrawals : _capacities.Transfers))
        {
            return Placement.Kept(withdraws ? BlockLimit.Withdrawals : BlockLimit.Transfers);
        }

        int time = withdraws ? _capacities.TimeOfWithdrawal(zone.Count) : _capacities.TimeOfTransfer(zone.Count);
        OperationError error =
            _executor.TryExecute(State, operation, feeAccount, time, out ExecutedOperation? executed);
        return error == OperationError.None
            ? Place(zone, executed!, [.. executed!.Accesses])
            : Placement.Refused(error);
    }

    /// <summary>What the operation would come to after everything in the block so far; changes nothing.</summary>
    public OperationError Try(SignedOperation operation, uint? feeAccount) =>
        _executor.TryExecute(State, operation, feeAccount, _capacities.Accesses, out _);

    private Placement Place<TSlot>(List<TSlot> zone, TSlot slot, Access[] accesses)
    {
        if (State.TouchedCount + State.CountNewlyTouched(accesses) > _capacities.Touched)
        {
            return Placement.Kept(BlockLimit.Touched);
        }

        if (State.CreatedCount + BlockState.CountCreated(accesses) > _capacities.NewAccounts)
        {
            return Placement.Kept(BlockLimit.NewAccounts);
        }

        State.Apply(accesses);
        zone.Add(slot);
        return default;
    }
}
