namespace Prover.Algebra;

/// <summary>Points as this program holds them in memory and as zkey files hold them.</summary>
/// <remarks>
/// Coordinates in Montgomery form (value·2^256 mod q), 32 little-endian bytes each: G1 is x, y; G2 is x.c₀, x.c₁, y.c₀,
/// y.c₁. The identity is all zeros. Source: the zkey sections of iden3's binary file format, as snarkjs writes them.
/// </remarks>
public static class MontgomeryEncoding
{
    /// <summary>Bytes of a point of G1.</summary>
    public const int G1Length = 2 * Fq.ByteLength;

    /// <summary>Bytes of a point of G2.</summary>
    public const int G2Length = 4 * Fq.ByteLength;

    /// <summary>Writes 64 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is too short.</exception>
    public static void Write(in G1Affine point, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, G1Length);
        point.X.CopyMontgomery(target);
        point.Y.CopyMontgomery(target[Fq.ByteLength..]);
    }

    /// <summary>Writes 128 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is too short.</exception>
    public static void Write(in G2Affine point, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, G2Length);
        Write(point.X, target);
        Write(point.Y, target[(2 * Fq.ByteLength)..]);
    }

    /// <summary>Reads a point of G1; false unless it is well formed, below q and on the curve.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out G1Affine point)
    {
        point = default;
        if (source.Length != G1Length
            || !Fq.TryFromMontgomery(source[..Fq.ByteLength], out Fq x)
            || !Fq.TryFromMontgomery(source[Fq.ByteLength..], out Fq y))
        {
            return false;
        }

        return PointCheck.TryAccept(new G1Affine(in x, in y), out point);
    }

    /// <summary>Reads a point of G2; false unless it is well formed, on the curve and in the subgroup.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out G2Affine point)
    {
        point = default;
        return TryReadOnCurveUnsound(source, out G2Affine candidate)
            && PointCheck.TryAccept(in candidate, out point);
    }

    /// <summary>Reads a point of the twist; false unless it is well formed and on the curve.</summary>
    /// <remarks>
    /// Unsound for points from strangers: the subgroup is not tested, which costs hundreds of times the rest. For files
    /// whose hash is known to be right.
    /// </remarks>
    public static bool TryReadOnCurveUnsound(ReadOnlySpan<byte> source, out G2Affine point)
    {
        point = default;
        if (source.Length != G2Length
            || !TryRead(source[..(2 * Fq.ByteLength)], out Fq2 x)
            || !TryRead(source[(2 * Fq.ByteLength)..], out Fq2 y))
        {
            return false;
        }

        G2Affine candidate = new(in x, in y);
        bool accepted = candidate.IsOnCurve();
        point = accepted ? candidate : default;
        return accepted;
    }

    private static void Write(in Fq2 value, Span<byte> target)
    {
        value.C0.CopyMontgomery(target);
        value.C1.CopyMontgomery(target[Fq.ByteLength..]);
    }

    private static bool TryRead(ReadOnlySpan<byte> source, out Fq2 value)
    {
        bool read = Fq.TryFromMontgomery(source[..Fq.ByteLength], out Fq c0);
        read &= Fq.TryFromMontgomery(source[Fq.ByteLength..], out Fq c1);
        value = new Fq2(in c0, in c1);
        return read;
    }
}
