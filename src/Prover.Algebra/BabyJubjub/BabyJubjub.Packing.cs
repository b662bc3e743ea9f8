namespace Prover.Algebra;

/// <content>Points as 32 bytes, and x from y.</content>
public static partial class BabyJubjub
{
    /// <summary>Bytes of a packed point.</summary>
    public const int PackedSize = 32;

    private const byte SignBit = 0x80;

    /// <summary>True if x is above (r − 1)/2: what circomlib calls the sign, and the rollup's <c>sign</c>
    /// bit.</summary>
    public static bool IsLarge(in Fr x) => FrSquareRoot.IsLarge(in x);

    /// <summary>circomlib's packed form: y in 32 little-endian bytes, the highest bit set if x is above (r −
    /// 1)/2.</summary>
    public static byte[] Pack(in BabyPoint point)
    {
        byte[] packed = point.Y.ToBytes();
        Array.Reverse(packed);
        if (IsLarge(point.X))
        {
            packed[^1] |= SignBit;
        }

        return packed;
    }

    /// <summary>
    /// Reads the packed form; false if it is not 32 bytes, y is not below r, no point has this y, or x = 0 has the sign
    /// bit.
    /// </summary>
    /// <remarks>The point is on the curve, not necessarily in the subgroup. Exactly one packed form unpacks to a
    /// point.</remarks>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, out BabyPoint point)
    {
        point = default;
        if (packed.Length != PackedSize)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[PackedSize];
        packed.CopyTo(bytes);
        bool sign = (bytes[^1] & SignBit) != 0;
        bytes[^1] &= SignBit - 1;
        bytes.Reverse();
        if (!Fr.TryFromBytes(bytes, out Fr y) || !TryRecoverX(in y, out Fr x) || (sign && x.IsZero))
        {
            return false;
        }

        point = new BabyPoint(sign ? -x : x, y);
        return true;
    }

    /// <summary>The x in [0, (r − 1)/2] with (x, y) on the curve; the other one is −x. False if there is
    /// none.</summary>
    public static bool TryRecoverX(in Fr y, out Fr x)
    {
        // x² = (1 − y²)/(a − d·y²); the denominator is not zero because a/d is not a square.
        Fr y2 = y.Square();
        return FrSquareRoot.TryComputeVarTime((Fr.One - y2) * (A - (D * y2)).Inverse(), out x);
    }
}
