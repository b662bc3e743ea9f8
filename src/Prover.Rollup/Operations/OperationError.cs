namespace Prover.Rollup;

/// <summary>Why an operation was not executed. Nothing was changed then.</summary>
public enum OperationError
{
    /// <summary>It was executed.</summary>
    None,

    /// <summary>
    /// The code is not one that this place takes (a signed operation is code 3, 4 or 5; an L1 request 1 or 2).
    /// </summary>
    WrongCode,

    /// <summary>Not executed yet by this version: forced withdrawals.</summary>
    NotSupported,

    /// <summary>There is no account at the sender's index.</summary>
    UnknownSender,

    /// <summary>There is no account at the receiver's index.</summary>
    UnknownReceiver,

    /// <summary>
    /// The receiver is not the one that was signed, or a field of the receiver that must be 0 is not.
    /// </summary>
    ReceiverMismatch,

    /// <summary>The token that was signed, the sender's and the receiver's are not all the same.</summary>
    TokenMismatch,

    /// <summary>The nonce is not the account's.</summary>
    WrongNonce,

    /// <summary>The account's nonce is 2^32 − 1: it cannot sign any more.</summary>
    NonceExhausted,

    /// <summary>The balance does not cover amount + fee.</summary>
    InsufficientBalance,

    /// <summary>The amount is 0.</summary>
    AmountZero,

    /// <summary>The fee is not below 2^96.</summary>
    FeeOutOfRange,

    /// <summary>validUntil is not below 2^40.</summary>
    ValidUntilOutOfRange,

    /// <summary>The block's time is past validUntil.</summary>
    Expired,

    /// <summary>The signature is not the sender's over this operation and domain.</summary>
    WrongSignature,

    /// <summary>The fee is not 0 and no fee account was given, or there is none at that index.</summary>
    FeeAccountUnknown,

    /// <summary>The fee account has another token.</summary>
    FeeAccountToken,

    /// <summary>A fee account was given for a fee of 0.</summary>
    FeeAccountUnexpected,

    /// <summary>A new account would have the L1 address 0.</summary>
    L1AddressZero,

    /// <summary>All 2^32 indices are given.</summary>
    AccountLimit,

    /// <summary>A balance would reach 2^128; the cap on L1 keeps this from happening in an honest state.</summary>
    BalanceOverflow,
}
