namespace Prover.Pipeline;

/// <summary>A transaction of the account, to be signed.</summary>
/// <param name="Nonce">Its place among the account's transactions.</param>
/// <param name="Block">The block that it submits; null for one that pays nothing to the account itself.</param>
/// <param name="Gas">Gas that it may use.</param>
/// <param name="Fees">What it offers.</param>
public sealed record L1SigningRequest(ulong Nonce, BlockSubmission? Block, ulong Gas, OfferedFees Fees);
