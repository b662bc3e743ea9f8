namespace Prover.Rollup;

/// <summary>Why bytes are not a diff. The contract's decoder refuses the same bytes for the same reason.</summary>
/// <remarks>The names are those of the contract's errors without their prefix <c>Diff</c>.</remarks>
public enum DiffError
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>The bytes end too early.</summary>
    Truncated,

    /// <summary>Bytes are left over.</summary>
    TrailingBytes,

    /// <summary>The first byte is not 1.</summary>
    VersionUnknown,

    /// <summary>More payouts, touched accounts, new accounts or withdrawals than the circuit has places for.</summary>
    CountTooLarge,

    /// <summary>A varint ends with a zero byte that says nothing.</summary>
    VarintNotShortest,

    /// <summary>A varint exceeds the width of its field.</summary>
    VarintTooWide,

    /// <summary>A payout's slot is not below P.</summary>
    SlotTooLarge,

    /// <summary>A touched account's index is not below the account count.</summary>
    IndexTooLarge,

    /// <summary>A head byte is 234 or more, or an exponent byte above 38.</summary>
    HeadInvalid,

    /// <summary>mantissa · 10^exponent is not below 2^128.</summary>
    AmountTooLarge,

    /// <summary>10 divides the mantissa and the exponent is below 38, or a zero has an exponent.</summary>
    AmountNotCanonical,

    /// <summary>The amount of a payout or a withdrawal is 0.</summary>
    AmountZero,

    /// <summary>A nonce increment is not below 2^16.</summary>
    NonceTooLarge,

    /// <summary>A negative sign at a zero delta or in a new account.</summary>
    SignNotAllowed,

    /// <summary>A new account has the L1 address 0.</summary>
    OwnerZero,

    /// <summary>ay is not below r.</summary>
    KeyNotInField,
}
