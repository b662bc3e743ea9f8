using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>A call of a contract, or its creation.</summary>
/// <param name="To">The contract; null creates one, and <paramref name="Data"/> is its creation code.</param>
/// <param name="Data">The call data.</param>
/// <param name="Value">Wei sent along.</param>
public sealed record L1Call(EthAddress? To, ReadOnlyMemory<byte> Data, BigInteger Value = default);

/// <summary>The latest block of L1.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">Its time in Unix seconds.</param>
public sealed record L1Head(ulong Number, ulong Time);

/// <summary>Fees as EIP-1559 has them, in wei per gas.</summary>
/// <param name="BaseFee">What the next block will burn, about.</param>
/// <param name="PriorityFee">What to offer the proposer.</param>
/// <param name="MaxFee">What to be ready to pay in all.</param>
public sealed record L1FeeData(BigInteger BaseFee, BigInteger PriorityFee, BigInteger MaxFee);

/// <summary>An entry that a contract wrote into the log.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">Up to four; the first is the event's.</param>
/// <param name="Data">The rest.</param>
/// <param name="BlockNumber">The block it is in.</param>
/// <param name="TransactionHash">The transaction that wrote it.</param>
public sealed record L1Log(
    EthAddress Address,
    IReadOnlyList<Bytes32> Topics,
    ReadOnlyMemory<byte> Data,
    ulong BlockNumber,
    Bytes32 TransactionHash);

/// <summary>Which logs are wanted.</summary>
/// <param name="Address">The contract that wrote them.</param>
/// <param name="Topic">The first topic; null for any.</param>
/// <param name="FromBlock">The first block.</param>
/// <param name="ToBlock">The last block; null for the latest.</param>
/// <param name="SecondTopic">The first indexed argument; null for any; needs <paramref name="Topic"/>.</param>
public sealed record L1LogFilter(
    EthAddress Address, Bytes32? Topic, ulong FromBlock, ulong? ToBlock = null, Bytes32? SecondTopic = null);

/// <summary>What became of a transaction.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="BlockNumber">The block it is in.</param>
/// <param name="Succeeded">False if it reverted; it still cost its gas.</param>
/// <param name="GasUsed">Gas, all included.</param>
/// <param name="GasPrice">Wei per gas that it paid.</param>
/// <param name="Created">The contract that it created, if any.</param>
/// <param name="Logs">What it wrote.</param>
public sealed record L1Receipt(
    Bytes32 TransactionHash,
    ulong BlockNumber,
    bool Succeeded,
    ulong GasUsed,
    BigInteger GasPrice,
    EthAddress? Created,
    IReadOnlyList<L1Log> Logs);
