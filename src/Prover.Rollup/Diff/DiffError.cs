namespace Prover.Rollup;

/// <summary>Why bytes are not a diff. The contract's decoder refuses the same bytes.</summary>
public enum DiffError
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>The bytes end too early.</summary>
    Truncated,

    /// <summary>Bytes are left over.</summary>
    TrailingBytes,

    /// <summary>The first byte is not 1.</summary>
    UnknownVersion,

    /// <summary>More payouts, touched accounts, new accounts or withdrawals than the circuit has places for.</summary>
    CountAboveCapacity,

    /// <summary>A varint ends with a zero byte that says nothing.</summary>
    VarintNotShortest,

    /// <summary>A varint exceeds the width of its field.</summary>
    VarintTooWide,

    /// <summary>A payout's slot is not below P.</summary>
    SlotOutOfRange,

    /// <summary>A touched account's index is not below the account count.</summary>
    IndexOutOfRange,

    /// <summary>A head byte is 234 or more.</summary>
    HeadOutOfRange,

    /// <summary>An exponent byte is above 38.</summary>
    ExponentOutOfRange,

    /// <summary>mantissa · 10^exponent is not below 2^128.</summary>
    AmountOutOfRange,

    /// <summary>10 divides the mantissa, and the exponent is below 38.</summary>
    MantissaNotReduced,

    /// <summary>A zero amount with an exponent other than 0, or with sign 1.</summary>
    ZeroNotCanonical,

    /// <summary>The amount of a payout or a withdrawal is 0.</summary>
    AmountZero,

    /// <summary>A nonce increment is not below 2^16.</summary>
    NonceOutOfRange,

    /// <summary>The balance of a new account has sign 1.</summary>
    NegativeBalance,

    /// <summary>A new account has the L1 address 0.</summary>
    AddressZero,

    /// <summary>ay is not below r.</summary>
    KeyOutOfRange,
}
