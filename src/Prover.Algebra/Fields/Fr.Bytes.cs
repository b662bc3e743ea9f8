using System.Buffers.Binary;

namespace Prover.Algebra;

public readonly partial struct Fr
{
    /// <summary>Length of every encoding in bytes.</summary>
    public const int ByteLength = 32;

    /// <summary>Reads 32 big-endian bytes; false if they stand for a number that is not below r.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bigEndian, out Fr value)
    {
        value = default;
        if (bigEndian.Length != ByteLength)
        {
            return false;
        }

        Limbs limbs = new(
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bigEndian));
        return TryEnter(in limbs, out value);
    }

    /// <summary>Reads 32 little-endian bytes; false if they stand for a number that is not below r.</summary>
    public static bool TryFromLittleEndian(ReadOnlySpan<byte> littleEndian, out Fr value)
    {
        value = default;
        return TryReadLimbs(littleEndian, out Limbs limbs) && TryEnter(in limbs, out value);
    }

    /// <summary>Reads 32 little-endian bytes that hold value·2^256 mod r, as this struct and zkey files do.</summary>
    /// <returns>False if the bytes stand for a number that is not below r.</returns>
    public static bool TryFromMontgomery(ReadOnlySpan<byte> littleEndian, out Fr value)
    {
        value = default;
        if (!TryReadLimbs(littleEndian, out Limbs limbs) || !Montgomery<Parameters>.IsReduced(in limbs))
        {
            return false;
        }

        value = new Fr(in limbs);
        return true;
    }

    /// <summary>Writes the canonical value as 32 big-endian bytes.</summary>
    public void CopyBytes(Span<byte> bigEndian)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        CopyCanonical(limbs);
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bigEndian[(8 * i)..], limbs[3 - i]);
        }
    }

    /// <summary>The canonical value as 32 big-endian bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteLength];
        CopyBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the canonical value as 32 little-endian bytes.</summary>
    public void CopyLittleEndian(Span<byte> littleEndian)
    {
        Limbs canonical = Montgomery<Parameters>.Multiply(in _limbs, new Limbs(1, 0, 0, 0));
        WriteLimbs(in canonical, littleEndian);
    }

    /// <summary>Writes value·2^256 mod r as 32 little-endian bytes.</summary>
    public void CopyMontgomery(Span<byte> littleEndian) => WriteLimbs(in _limbs, littleEndian);

    private static bool TryEnter(in Limbs canonical, out Fr value)
    {
        bool inRange = Montgomery<Parameters>.IsReduced(in canonical);
        value = inRange ? new Fr(Montgomery<Parameters>.Multiply(in canonical, RSquared)) : default;
        return inRange;
    }

    private static bool TryReadLimbs(ReadOnlySpan<byte> littleEndian, out Limbs limbs)
    {
        limbs = default;
        if (littleEndian.Length != ByteLength)
        {
            return false;
        }

        limbs = new Limbs(
            BinaryPrimitives.ReadUInt64LittleEndian(littleEndian),
            BinaryPrimitives.ReadUInt64LittleEndian(littleEndian[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(littleEndian[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(littleEndian[24..]));
        return true;
    }

    private static void WriteLimbs(in Limbs limbs, Span<byte> littleEndian)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(littleEndian, limbs.L0);
        BinaryPrimitives.WriteUInt64LittleEndian(littleEndian[8..], limbs.L1);
        BinaryPrimitives.WriteUInt64LittleEndian(littleEndian[16..], limbs.L2);
        BinaryPrimitives.WriteUInt64LittleEndian(littleEndian[24..], limbs.L3);
    }
}
