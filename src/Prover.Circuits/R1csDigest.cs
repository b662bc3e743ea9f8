using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Prover.Circuits;

/// <summary>The identity of a constraint system: SHA-256 over its canonical bytes.</summary>
/// <remarks>
/// "prover-r1cs-1", then as little-endian 32-bit numbers: public count, wire count, constraint count, coefficient
/// count;
/// each coefficient as 32 big-endian bytes; then for A, B, C: the number of terms, row starts, wires, coefficient ids.
/// Coefficient ids are 0 for 1, 1 for −1, then in order of first use (A, then B, then C), so equal systems have equal
/// bytes.
/// </remarks>
internal static class R1csDigest
{
    public static byte[] Compute(R1cs r1cs)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes("prover-r1cs-1"));
        Append(
            hash,
            [(uint)r1cs.PublicCount, (uint)r1cs.WireCount, (uint)r1cs.ConstraintCount, (uint)r1cs.Coefficients.Length]);
        Span<byte> bytes = stackalloc byte[32];
        foreach (ref readonly Prover.Algebra.Fr coefficient in r1cs.Coefficients)
        {
            coefficient.CopyBytes(bytes);
            hash.AppendData(bytes);
        }

        foreach (SparseMatrix matrix in (ReadOnlySpan<SparseMatrix>)[r1cs.A, r1cs.B, r1cs.C])
        {
            Append(hash, [(uint)matrix.NonZeros]);
            Append(hash, matrix.RowStarts);
            Append(hash, matrix.WireIndices);
            Append(hash, matrix.CoefficientIds);
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<uint> numbers)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(numbers));
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (uint number in numbers)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
