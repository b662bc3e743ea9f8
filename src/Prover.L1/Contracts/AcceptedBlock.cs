using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>A block that the contract accepted, as its event tells it.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="CircuitId">The circuit that it was proven with.</param>
/// <param name="OldRoot">The state's root before it.</param>
/// <param name="NewRoot">The state's root after it.</param>
/// <param name="HeaderWord">
/// blockNumber(32) + blockTime(40) + accountCountBefore(33) + l1Operations(16) + firstQueuePosition(32).
/// </param>
/// <param name="Diff">The posted bytes: with them the state at <paramref name="NewRoot"/> can be rebuilt.</param>
public sealed record AcceptedBlock(
    uint Number, Bytes32 CircuitId, Fr OldRoot, Fr NewRoot, BigInteger HeaderWord, ReadOnlyMemory<byte> Diff)
{
    /// <summary>The number of accounts before the block: what the diff's decoder needs.</summary>
    public ulong AccountCountBefore => (ulong)((HeaderWord >> 72) & ((1UL << 33) - 1));

    /// <summary>Whether this follows another block, or, behind none, is the first of all.</summary>
    internal bool Follows(AcceptedBlock? before) => before is null
        ? Number == 1
        : before.Number < uint.MaxValue && Number == before.Number + 1 && OldRoot == before.NewRoot;

    /// <summary>Reads the arguments of an event BlockAccepted.</summary>
    internal static AcceptedBlock FromEvent(object[] arguments) => new(
        Narrow.ToUInt32(arguments[0], "a block number"),
        (Bytes32)arguments[1],
        Narrow.ToFr(arguments[2], "a root"),
        Narrow.ToFr(arguments[3], "a root"),
        (BigInteger)arguments[4],
        (byte[])arguments[5]);
}
