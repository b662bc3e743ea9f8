using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Sparse matrix × vector (header section of that name).</summary>
internal static unsafe partial class NativeSparse
{
    /// <summary>Rows first ≤ i &lt; first + count of M·x. The matrix was checked when it was made.</summary>
    public static void Multiply(
        SparseMatrix matrix, FixedMemory<Fr> result, FixedMemory<Fr> vector, int first, int count, CancelFlag cancel)
    {
        Lengths.Same(matrix.Rows, result.Length);
        Lengths.Same(matrix.Columns, vector.Length);
        var view = new Csr
        {
            Rows = (ulong)matrix.Rows,
            Columns = (ulong)matrix.Columns,
            CoefficientCount = (ulong)matrix.Coefficients.Length,
            RowStart = matrix.RowStarts.Pointer,
            Column = matrix.ColumnOf.Pointer,
            Coefficient = matrix.CoefficientOf.Pointer,
            Coefficients = matrix.Coefficients.Pointer,
        };
        int status = prover_csr_multiply(
            &view, result.Pointer, vector.Pointer, (ulong)first, (ulong)count, cancel.Address);
        NativeStatus.Check(status, nameof(prover_csr_multiply), cancel.Token);
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_csr_multiply(
        Csr* matrix, Fr* output, Fr* x, ulong firstRow, ulong rowCount, int* cancel);

    /// <summary>struct prover_csr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Csr
    {
        public ulong Rows;
        public ulong Columns;
        public ulong CoefficientCount;
        public uint* RowStart;
        public uint* Column;
        public uint* Coefficient;
        public Fr* Coefficients;
    }
}
