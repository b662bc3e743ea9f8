using System.Buffers.Binary;
using System.Numerics;
using Prover.Rollup;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>A transaction of the simulated account.</summary>
/// <param name="Nonce">Its nonce.</param>
/// <param name="Block">The rollup block that it submits; 0 for a payment.</param>
/// <param name="MaxFee">Wei per gas in all.</param>
/// <param name="Tip">Wei per gas for the proposer.</param>
/// <param name="Gas">The gas limit.</param>
/// <param name="Salt">0 for ours; another number makes another transaction of it: somebody else's.</param>
internal sealed record SimTransaction(ulong Nonce, uint Block, BigInteger MaxFee, BigInteger Tip, ulong Gas, int Salt)
{
    private const int Size = 64;

    /// <summary>The hash that it is known by.</summary>
    public Bytes32 Hash { get; } = ContentHash.Of(Encode(Nonce, Block, MaxFee, Tip, Gas, Salt)).Value;

    /// <summary>Signed bytes.</summary>
    public byte[] Bytes() => Encode(Nonce, Block, MaxFee, Tip, Gas, Salt);

    /// <summary>Reads what <see cref="Bytes"/> wrote.</summary>
    public static SimTransaction Parse(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[12..]),
        BinaryPrimitives.ReadUInt128BigEndian(bytes[28..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[44..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[52..]));

    private static byte[] Encode(ulong nonce, uint block, BigInteger maxFee, BigInteger tip, ulong gas, int salt)
    {
        byte[] bytes = new byte[Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, nonce);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), block);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(12), (UInt128)maxFee);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(28), (UInt128)tip);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(44), gas);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(52), salt);
        return bytes;
    }
}
