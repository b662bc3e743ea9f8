using System.Diagnostics.CodeAnalysis;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>A proof: [A]₁, [B]₂, [C]₁ of ePrint 2016/260, section 3.2.</summary>
/// <remarks>Nothing is checked here: <see cref="Verify"/> does. Anyone can turn a proof into another one of the
/// same statement.</remarks>
/// <param name="A">[A]₁.</param>
/// <param name="B">[B]₂.</param>
/// <param name="C">[C]₁.</param>
public sealed record Proof(G1Affine A, G2Affine B, G1Affine C)
{
    /// <summary>Length of <see cref="ToBytes"/>.</summary>
    public const int ByteLength = (2 * EvmEncoding.G1Length) + EvmEncoding.G2Length;

    /// <summary>Eight words of 32 big-endian bytes for Solidity: A, B with imaginary parts first, C.</summary>
    public byte[] ToBytes() => [.. EvmEncoding.Encode(A), .. EvmEncoding.Encode(B), .. EvmEncoding.Encode(C)];

    /// <summary>Reads <see cref="ToBytes"/>; false and a reason if the bytes are not three points.</summary>
    public static bool TryFromBytes(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Proof? proof, out string fault)
    {
        const int BStart = EvmEncoding.G1Length;
        const int CStart = BStart + EvmEncoding.G2Length;
        proof = null;
        if (bytes.Length != ByteLength)
        {
            fault = $"expected a proof of {ByteLength} bytes, found {bytes.Length}";
            return false;
        }

        if (!EvmEncoding.TryRead(bytes[..BStart], out G1Affine a)
            || !EvmEncoding.TryRead(bytes[BStart..CStart], out G2Affine b)
            || !EvmEncoding.TryRead(bytes[CStart..], out G1Affine c))
        {
            fault = "expected three points of the curve, found something else";
            return false;
        }

        fault = string.Empty;
        proof = new Proof(a, b, c);
        return true;
    }
}
