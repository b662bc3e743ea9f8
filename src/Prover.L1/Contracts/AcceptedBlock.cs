using System.Numerics;
using Prover.Algebra;
using Prover.Pipeline;
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

    /// <summary>Reads the arguments of an event BlockAccepted.</summary>
    internal static AcceptedBlock FromEvent(object[] arguments) => new(
        (uint)(BigInteger)arguments[0],
        (Bytes32)arguments[1],
        ToFr(arguments[2]),
        ToFr(arguments[3]),
        (BigInteger)arguments[4],
        (byte[])arguments[5]);

    private static Fr ToFr(object value) =>
        (BigInteger)value < Fr.Modulus
            ? Fr.FromBigInteger((BigInteger)value)
            : throw new L1Exception("The contract reports a root that is not below r.");
}
