namespace Prover.Algebra;

/// <summary>An EdDSA signature over Baby Jubjub.</summary>
/// <param name="R8">R₈ = r·B₈; anything until verified.</param>
/// <param name="S">S, below ℓ in a valid signature.</param>
public readonly record struct EdDsaSignature(BabyPoint R8, Fr S)
{
    /// <summary>Bytes of a packed signature.</summary>
    public const int PackedSize = 64;

    /// <summary>circomlib's form: packed R₈, then S in 32 little-endian bytes.</summary>
    public byte[] Pack()
    {
        byte[] packed = new byte[PackedSize];
        BabyJubjub.Pack(R8).CopyTo(packed, 0);
        S.CopyBytes(packed.AsSpan(BabyJubjub.PackedSize));
        packed.AsSpan(BabyJubjub.PackedSize).Reverse();
        return packed;
    }

    /// <summary>Reads the packed form; false if R₈ does not unpack or S is not below ℓ. Verifies nothing
    /// else.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, out EdDsaSignature signature)
    {
        signature = default;
        if (packed.Length != PackedSize || !BabyJubjub.TryUnpack(packed[..BabyJubjub.PackedSize], out BabyPoint r8))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[32];
        packed[BabyJubjub.PackedSize..].CopyTo(bytes);
        bytes.Reverse();
        if (!Fr.TryFromBytes(bytes, out Fr s) || s.ToBigInteger() >= BabyJubjub.SubgroupOrder)
        {
            return false;
        }

        signature = new EdDsaSignature(r8, s);
        return true;
    }
}
