namespace Prover.Algebra;

/// <summary>Points as the EVM's precompiles read and write them: words of 32 big-endian bytes.</summary>
/// <remarks>
/// G1 is (x, y). G2 is (x.c₁, x.c₀, y.c₁, y.c₀): the factor of u comes first. The identity is all zeros.
/// Readers are strict: right length, every word below q, on the curve, in the subgroup. A failure is a value, not an
/// exception.
/// Source: EIP-196 and EIP-197, section "Encoding".
/// </remarks>
public static class EvmEncoding
{
    /// <summary>Bytes of a point of G1.</summary>
    public const int G1Length = 2 * Fq.ByteLength;

    /// <summary>Bytes of a point of G2.</summary>
    public const int G2Length = 4 * Fq.ByteLength;

    /// <summary>The 64 bytes of a point of G1.</summary>
    public static byte[] Encode(in G1Affine point)
    {
        byte[] bytes = new byte[G1Length];
        Write(in point, bytes);
        return bytes;
    }

    /// <summary>The 128 bytes of a point of G2.</summary>
    public static byte[] Encode(in G2Affine point)
    {
        byte[] bytes = new byte[G2Length];
        Write(in point, bytes);
        return bytes;
    }

    /// <summary>Writes 64 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is too short.</exception>
    public static void Write(in G1Affine point, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, G1Length);
        point.X.CopyBytes(target);
        point.Y.CopyBytes(target[Fq.ByteLength..]);
    }

    /// <summary>Writes 128 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is too short.</exception>
    public static void Write(in G2Affine point, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, G2Length);
        Write(point.X, target);
        Write(point.Y, target[(2 * Fq.ByteLength)..]);
    }

    /// <summary>Reads a point of G1; false if the bytes are not the encoding of one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out G1Affine point)
    {
        point = default;
        if (source.Length != G1Length
            || !Fq.TryFromBytes(source[..Fq.ByteLength], out Fq x)
            || !Fq.TryFromBytes(source[Fq.ByteLength..], out Fq y))
        {
            return false;
        }

        return PointCheck.TryAccept(new G1Affine(in x, in y), out point);
    }

    /// <summary>Reads a point of G2; false if the bytes are not the encoding of one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out G2Affine point)
    {
        point = default;
        if (source.Length != G2Length
            || !TryRead(source[..(2 * Fq.ByteLength)], out Fq2 x)
            || !TryRead(source[(2 * Fq.ByteLength)..], out Fq2 y))
        {
            return false;
        }

        return PointCheck.TryAccept(new G2Affine(in x, in y), out point);
    }

    private static void Write(in Fq2 value, Span<byte> target)
    {
        value.C1.CopyBytes(target);
        value.C0.CopyBytes(target[Fq.ByteLength..]);
    }

    private static bool TryRead(ReadOnlySpan<byte> source, out Fq2 value)
    {
        bool read = Fq.TryFromBytes(source[..Fq.ByteLength], out Fq c1);
        read &= Fq.TryFromBytes(source[Fq.ByteLength..], out Fq c0);
        value = new Fq2(in c0, in c1);
        return read;
    }
}
