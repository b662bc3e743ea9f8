using System.Numerics;
using System.Runtime.InteropServices;
using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Writes a proving key as a .zkey file, with which snarkjs and rapidsnark can prove.</summary>
/// <remarks>
/// Sections of zkey version 1 for Groth16. Our keys are arranged as snarkjs arranges its own (extra rows, odd
/// Lagrange basis, γ = 1), so that points are copied as they are; only the identities that we leave out come back,
/// and coefficients are stored as c·R² mod r. The file says nothing of contributions: it is a development key there
/// too.
/// </remarks>
public static class ExportZkey
{
    private const uint Groth16 = 1;
    private const int CircuitHashLength = 64;

    /// <summary>Writes the file; <paramref name="stream"/> must be able to seek and is left at its end.</summary>
    public static void Write(ProvingKey key, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(stream);
        var file = new BinFileWriter(stream, "zkey"u8, version: 1, sections: 10);
        file.BeginSection(1);
        file.Write(Groth16);
        file.EndSection();
        WriteHeader(file, key);
        WritePoints(file, 3, key.Section<G1Affine>(ProvingKeySection.Ic).Span);
        WriteCoefficients(file, key);
        WriteDense<G1Affine>(file, key, 5, ProvingKeySection.WiresA, ProvingKeySection.PointsA);
        WriteDense<G1Affine>(file, key, 6, ProvingKeySection.WiresB, ProvingKeySection.PointsB1);
        WriteDense<G2Affine>(file, key, 7, ProvingKeySection.WiresB, ProvingKeySection.PointsB2);
        WritePoints(file, 8, key.Section<G1Affine>(ProvingKeySection.PointsC).Span);
        WritePoints(file, 9, key.Section<G1Affine>(ProvingKeySection.PointsH).Span);
        WriteContributions(file, key);
    }

    private static void WriteHeader(BinFileWriter file, ProvingKey key)
    {
        file.BeginSection(2);
        file.WritePrime(Fq.Modulus);
        file.WritePrime(Fr.Modulus);
        file.Write((uint)key.WireCount);
        file.Write((uint)key.PublicCount);
        file.Write(1u << key.DomainLog);
        file.Write(MemoryMarshal.AsBytes(key.ElementsG1[..2]));
        file.Write(MemoryMarshal.AsBytes(key.ElementsG2[..2]));
        file.Write(MemoryMarshal.AsBytes(key.ElementsG1[2..]));
        file.Write(MemoryMarshal.AsBytes(key.ElementsG2[2..]));
        file.EndSection();
    }

    private static void WriteCoefficients(BinFileWriter file, ProvingKey key)
    {
        // Stored in memory as x·R, the value x = c·R gives the bytes c·R².
        Fr r = Fr.Reduce(BigInteger.One << 256);
        ReadOnlySpan<Fr> table = key.A.Coefficients.Span;
        var values = new Fr[table.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = table[i] * r;
        }

        file.BeginSection(4);
        file.Write((uint)(key.A.Entries + key.B.Entries));
        WriteMatrix(file, 0, key.A, values);
        WriteMatrix(file, 1, key.B, values);
        file.EndSection();
    }

    private static void WriteMatrix(BinFileWriter file, uint number, SparseMatrix matrix, ReadOnlySpan<Fr> values)
    {
        ReadOnlySpan<uint> starts = matrix.RowStarts.Span;
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int e = (int)starts[row]; e < (int)starts[row + 1]; e++)
            {
                file.Write(number);
                file.Write((uint)row);
                file.Write(matrix.ColumnOf.Span[e]);
                int coefficient = (int)matrix.CoefficientOf.Span[e];
                file.Write(MemoryMarshal.AsBytes(values.Slice(coefficient, 1)));
            }
        }
    }

    private static void WritePoints<T>(BinFileWriter file, uint section, ReadOnlySpan<T> points)
        where T : unmanaged
    {
        file.BeginSection(section);
        for (int i = 0; i < points.Length; i++)
        {
            file.Write(MemoryMarshal.AsBytes(points.Slice(i, 1)));
        }

        file.EndSection();
    }

    private static void WriteDense<T>(
        BinFileWriter file, ProvingKey key, uint section, ProvingKeySection wires, ProvingKeySection points)
        where T : unmanaged
    {
        var dense = new T[key.WireCount];
        ReadOnlySpan<uint> at = key.Section<uint>(wires).Span;
        ReadOnlySpan<T> values = key.Section<T>(points).Span;
        for (int i = 0; i < at.Length; i++)
        {
            dense[at[i]] = values[i];
        }

        WritePoints<T>(file, section, dense);
    }

    private static void WriteContributions(BinFileWriter file, ProvingKey key)
    {
        file.BeginSection(10);
        byte[] circuitHash = new byte[CircuitHashLength];
        key.CircuitId.CopyTo(circuitHash, 0);
        file.Write(circuitHash);
        file.Write(0);
        file.EndSection();
    }
}
