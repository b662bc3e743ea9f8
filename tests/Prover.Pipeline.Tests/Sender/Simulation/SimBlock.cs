using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>A block of the simulated L1, with the state after it.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Nonce">Transactions of the account up to here.</param>
/// <param name="RollupBlock">The contract's last block.</param>
/// <param name="Balance">What the account has.</param>
/// <param name="BaseFee">What it burned.</param>
/// <param name="Mined">The account's transactions in it, with what became of them.</param>
internal sealed record SimBlock(
    ulong Number,
    Bytes32 Hash,
    ulong Nonce,
    uint RollupBlock,
    BigInteger Balance,
    BigInteger BaseFee,
    IReadOnlyList<(SimTransaction Sent, L1Inclusion Inclusion)> Mined);
