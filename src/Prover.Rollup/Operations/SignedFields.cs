namespace Prover.Rollup;

/// <summary>What the owner of an account signs.</summary>
/// <param name="Code">Withdraw, Transfer or TransferToNew.</param>
/// <param name="Sender">The sender's index.</param>
/// <param name="Receiver">The receiver's index; 0 for TransferToNew (the identity alone decides) and Withdraw.</param>
/// <param name="To">The receiver; default for Withdraw.</param>
/// <param name="Token">The token of sender and receiver.</param>
/// <param name="Nonce">The sender's nonce before this operation.</param>
/// <param name="ValidUntil">Unix seconds, below 2^40; valid while block time ≤ validUntil.</param>
/// <param name="Amount">What the receiver gets; not 0.</param>
/// <param name="Fee">What the block's fee account gets; below 2^96.</param>
public sealed record SignedFields(
    OperationCode Code,
    uint Sender,
    uint Receiver,
    OwnerKey To,
    uint Token,
    uint Nonce,
    ulong ValidUntil,
    UInt128 Amount,
    UInt128 Fee)
{
    /// <summary>Bits of a fee.</summary>
    public const int FeeBits = 96;

    /// <summary>Bits of validUntil and of block times.</summary>
    public const int TimeBits = 40;

    /// <summary>A payment from a rollup account to its owner on L1.</summary>
    public static SignedFields Withdraw(
        uint sender, uint token, uint nonce, ulong validUntil, UInt128 amount, UInt128 fee) =>
        new(OperationCode.Withdraw, sender, 0, default, token, nonce, validUntil, amount, fee);

    /// <summary>A payment to an account that exists.</summary>
    public static SignedFields Transfer(
        uint sender,
        uint receiver,
        OwnerKey to,
        uint token,
        uint nonce,
        ulong validUntil,
        UInt128 amount,
        UInt128 fee) =>
        new(OperationCode.Transfer, sender, receiver, to, token, nonce, validUntil, amount, fee);

    /// <summary>A payment to an account that it creates.</summary>
    public static SignedFields TransferToNew(
        uint sender, OwnerKey to, uint token, uint nonce, ulong validUntil, UInt128 amount, UInt128 fee) =>
        new(OperationCode.TransferToNew, sender, 0, to, token, nonce, validUntil, amount, fee);
}
