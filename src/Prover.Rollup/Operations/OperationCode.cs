namespace Prover.Rollup;

/// <summary>The code of an operation, as in the signed message and in L1 records.</summary>
public enum OperationCode : byte
{
    /// <summary>Padding; does nothing.</summary>
    Noop = 0,

    /// <summary>Queued on L1: credits an account, or creates it.</summary>
    Deposit = 1,

    /// <summary>Queued on L1: pays out the whole balance if the requester owns the account.</summary>
    ForcedWithdraw = 2,

    /// <summary>Signed: pays to the owner's L1 address.</summary>
    Withdraw = 3,

    /// <summary>Signed: to an existing account of the same token.</summary>
    Transfer = 4,

    /// <summary>Signed: to an account that is created at the next index.</summary>
    TransferToNew = 5,
}
