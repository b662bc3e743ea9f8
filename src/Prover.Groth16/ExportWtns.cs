using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>Writes an assignment as a .wtns file, with which snarkjs and rapidsnark can prove.</summary>
/// <remarks>Version 2: prime and count, then canonical little-endian values. The file holds secrets.</remarks>
public static class ExportWtns
{
    /// <summary>Writes the file; <paramref name="stream"/> must be able to seek and is left at its end.</summary>
    public static void Write(ReadOnlySpan<Fr> assignment, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var file = new BinFileWriter(stream, "wtns"u8, version: 2, sections: 2);
        file.BeginSection(1);
        file.WritePrime(Fr.Modulus);
        file.Write((uint)assignment.Length);
        file.EndSection();
        file.BeginSection(2);
        Span<ulong> limbs = stackalloc ulong[4];
        foreach (ref readonly Fr value in assignment)
        {
            value.CopyCanonical(limbs);
            file.Write(MemoryMarshal.AsBytes(limbs));
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(limbs));
        file.EndSection();
    }
}
