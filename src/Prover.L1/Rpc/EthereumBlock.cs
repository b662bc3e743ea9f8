using System.Numerics;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A block of L1.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Time">Its time in Unix seconds.</param>
/// <param name="BaseFee">Wei per gas that it burned.</param>
public sealed record EthereumBlock(ulong Number, Bytes32 Hash, ulong Time, BigInteger BaseFee);
