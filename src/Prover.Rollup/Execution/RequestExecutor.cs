namespace Prover.Rollup;

/// <summary>Executes requests from L1.</summary>
/// <remarks>
/// Their outcome is never a choice: a deposit always succeeds in an honest state. Forced withdrawals have their layouts
/// already but are not executed by this version.
/// </remarks>
public static class RequestExecutor
{
    /// <summary>Computes what a request does; the state itself does not change.</summary>
    /// <param name="state">The block's state before the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="account">The account that is credited; null creates one at the next index.</param>
    /// <param name="time">The time of the slot's access.</param>
    /// <param name="executed">The slot; null unless the result is None.</param>
    public static OperationError TryExecute(
        BlockState state, L1Request request, uint? account, int time, out ExecutedRequest? executed)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(request);
        executed = null;
        OperationError error = CheckRecord(request);
        if (error != OperationError.None)
        {
            return error;
        }

        uint index = account ?? unchecked((uint)state.Count);
        error = account is null
            ? Create(state, request.Identity, out AccountState before)
            : Find(state, request.Identity, index, out before);
        if (error != OperationError.None)
        {
            return error;
        }

        error = new OperationView(state).TryCredit(time, index, in before, request.Amount, out Access? access);
        executed = access is null ? null : new ExecutedRequest(request, access, 0);
        return error;
    }

    private static OperationError CheckRecord(L1Request request) => request switch
    {
        { Code: OperationCode.ForcedWithdraw } => OperationError.NotSupported,
        { Code: not OperationCode.Deposit } => OperationError.WrongCode,
        { Index: not 0 } => OperationError.ReceiverMismatch,
        { Identity.L1Address.IsZero: true } => OperationError.L1AddressZero,
        { Amount: var amount } when amount == 0 => OperationError.AmountZero,
        _ => OperationError.None,
    };

    private static OperationError Create(BlockState state, in AccountIdentity identity, out AccountState before)
    {
        before = AccountState.NotYet(in identity);
        return state.Count < TreeShape.IndexLimit ? OperationError.None : OperationError.AccountLimit;
    }

    private static OperationError Find(
        BlockState state, in AccountIdentity identity, uint index, out AccountState before)
    {
        if (!state.TryGet(index, out before))
        {
            return OperationError.UnknownReceiver;
        }

        return before.Account.Identity == identity ? OperationError.None : OperationError.ReceiverMismatch;
    }
}
