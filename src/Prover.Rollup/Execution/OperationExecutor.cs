using Prover.Algebra;

namespace Prover.Rollup;

/// <summary>Executes signed operations for one domain and block time.</summary>
/// <remarks>
/// Accepts exactly the operations and signatures that the block circuit accepts. Remembers the signatures that it found
/// valid, so that executing an operation again in another order costs no second verification. Not thread-safe.
/// </remarks>
public sealed class OperationExecutor(Domain domain, ulong blockTime)
{
    private readonly HashSet<(SignedOperation Operation, Fr Ay)> _verified = [];

    /// <summary>Computes what an operation does; the state itself does not change.</summary>
    /// <param name="state">The block's state before the operation.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="feeAccount">The account that gets the fee; null exactly if the fee is 0.</param>
    /// <param name="time">The time of the slot's first access.</param>
    /// <param name="executed">The slot; null unless the result is None.</param>
    public OperationError TryExecute(
        BlockState state, SignedOperation operation, uint? feeAccount, int time, out ExecutedOperation? executed)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        executed = null;
        SignedFields fields = operation.Fields;
        var view = new OperationView(state);
        Access? sender = null;
        Access? receiver = null;
        Access? fee = null;
        OperationError error = CheckRanges(fields);
        error = Then(error, () => TryDebit(view, fields, time, out sender));
        error = Then(error, () => TryPayReceiver(view, fields, time + 1, out receiver));
        int feeTime = time + (fields.Code == OperationCode.Withdraw ? 1 : 2);
        error = Then(error, () => TryPayFee(view, fields, feeAccount, feeTime, out fee));
        error = Then(error, () => CheckSignature(operation, sender!.Before.Account.Identity.Ay));
        executed = error == OperationError.None ? new ExecutedOperation(operation, sender!, receiver, fee) : null;
        return error;
    }

    private static OperationError Then(OperationError soFar, Func<OperationError> next) =>
        soFar == OperationError.None ? next() : soFar;

    private OperationError CheckRanges(SignedFields fields) => fields switch
    {
        { Code: < OperationCode.Withdraw or > OperationCode.TransferToNew } => OperationError.WrongCode,
        { Fee: var fee } when fee >> SignedFields.FeeBits != 0 => OperationError.FeeOutOfRange,
        { ValidUntil: var until } when until >> SignedFields.TimeBits != 0 => OperationError.ValidUntilOutOfRange,
        { ValidUntil: var until } when until < blockTime => OperationError.Expired,
        { Amount: var amount } when amount == 0 => OperationError.AmountZero,
        _ => OperationError.None,
    };

    private static OperationError TryDebit(OperationView view, SignedFields fields, int time, out Access? access)
    {
        access = null;
        if (!view.TryGet(fields.Sender, out AccountState before))
        {
            return OperationError.UnknownSender;
        }

        Account account = before.Account;
        UInt128 total = fields.Amount + fields.Fee;
        if (account.Identity.Token != fields.Token)
        {
            return OperationError.TokenMismatch;
        }

        if (account.Nonce == uint.MaxValue)
        {
            return OperationError.NonceExhausted;
        }

        if (account.Nonce != fields.Nonce)
        {
            return OperationError.WrongNonce;
        }

        if (total < fields.Fee || total > account.Balance)
        {
            return OperationError.InsufficientBalance;
        }

        var after = new AccountState(
            account with { Nonce = account.Nonce + 1, Balance = account.Balance - total },
            before.SignedInBlock + 1,
            false);
        access = view.Write(time, fields.Sender, in before, in after);
        return OperationError.None;
    }

    private static OperationError TryPayReceiver(OperationView view, SignedFields fields, int time, out Access? access)
    {
        access = null;
        if (fields.Code == OperationCode.Withdraw)
        {
            return fields.Receiver == 0 && fields.To == default ? OperationError.None : OperationError.ReceiverMismatch;
        }

        uint index = fields.Receiver;
        AccountState before;
        OperationError error = fields.Code == OperationCode.Transfer
            ? FindReceiver(view, fields, out before)
            : MakeReceiver(view, fields, out index, out before);
        return error == OperationError.None
            ? view.TryCredit(time, index, in before, fields.Amount, out access)
            : error;
    }

    private static OperationError FindReceiver(OperationView view, SignedFields fields, out AccountState before)
    {
        if (!view.TryGet(fields.Receiver, out before))
        {
            return OperationError.UnknownReceiver;
        }

        AccountIdentity identity = before.Account.Identity;
        return identity.Key != fields.To ? OperationError.ReceiverMismatch
            : identity.Token != fields.Token ? OperationError.TokenMismatch
            : OperationError.None;
    }

    private static OperationError MakeReceiver(
        OperationView view, SignedFields fields, out uint index, out AccountState before)
    {
        index = unchecked((uint)view.Count);
        before = AccountState.NotYet(new AccountIdentity(fields.Token, fields.To));
        return fields.Receiver != 0 ? OperationError.ReceiverMismatch
            : fields.To.L1Address.IsZero ? OperationError.L1AddressZero
            : view.Count >= TreeShape.IndexLimit ? OperationError.AccountLimit
            : OperationError.None;
    }

    private static OperationError TryPayFee(
        OperationView view, SignedFields fields, uint? feeAccount, int time, out Access? access)
    {
        access = null;
        if (fields.Fee == 0)
        {
            return feeAccount is null ? OperationError.None : OperationError.FeeAccountUnexpected;
        }

        if (feeAccount is not uint index || !view.TryGet(index, out AccountState before))
        {
            return OperationError.FeeAccountUnknown;
        }

        return before.Account.Identity.Token == fields.Token
            ? view.TryCredit(time, index, in before, fields.Fee, out access)
            : OperationError.FeeAccountToken;
    }

    private OperationError CheckSignature(SignedOperation operation, in Fr ay)
    {
        if (_verified.Contains((operation, ay)))
        {
            return OperationError.None;
        }

        Fr message = OperationMessage.Compute(in domain, operation.Fields);
        if (!EdDsaPoseidon.VerifyForAy(in ay, in message, operation.Signature, out _))
        {
            return OperationError.WrongSignature;
        }

        _ = _verified.Add((operation, ay));
        return OperationError.None;
    }
}
