using System.Numerics;
using Prover.Algebra;
using Prover.Pipeline;

namespace Prover.L1;

/// <summary>
/// Numbers of the ABI as the narrower types of the domain; one that does not fit is nonsense from the node.
/// </summary>
internal static class Narrow
{
    /// <summary>A number below 2^31.</summary>
    public static int ToInt32(object number, string what) => (int)Below((BigInteger)number, int.MaxValue, what);

    /// <summary>A number below 2^32.</summary>
    public static uint ToUInt32(object number, string what) => (uint)Below((BigInteger)number, uint.MaxValue, what);

    /// <summary>A number below 2^64.</summary>
    public static ulong ToUInt64(object number, string what) => (ulong)Below((BigInteger)number, ulong.MaxValue, what);

    /// <summary>A number below 2^128.</summary>
    public static UInt128 ToUInt128(object number, string what) =>
        (UInt128)Below((BigInteger)number, UInt128.MaxValue, what);

    /// <summary>A number below r.</summary>
    public static Fr ToFr(object number, string what) =>
        Fr.FromBigInteger(Below((BigInteger)number, Fr.Modulus - 1, what));

    private static BigInteger Below(BigInteger number, BigInteger maximum, string what) =>
        number <= maximum ? number : throw new L1Exception($"The contract's answer is too large for {what}.");
}
