using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Products of pairings (header section "pairing").</summary>
internal static unsafe partial class NativePairing
{
    /// <summary>Π e(Pᵢ, Qᵢ) = 1.</summary>
    /// <exception cref="DeviceException">A point is not in its group.</exception>
    public static bool ProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, CancelFlag cancel)
    {
        Lengths.Same(p.Length, q.Length);
        int isOne = 0;
        fixed (G1Affine* left = p)
        fixed (G2Affine* right = q)
        {
            int status = prover_pairing_check(&isOne, left, right, (ulong)p.Length, cancel.Address);
            NativeStatus.Check(status, nameof(prover_pairing_check), cancel.Token);
        }

        return isOne == 1;
    }

    /// <summary>The lines of points.</summary>
    /// <exception cref="ArgumentException">A point is not in G2, or there are more than 2^16.</exception>
    public static NativeBlock Table(ReadOnlySpan<G2Affine> points)
    {
        nuint bytes = prover_pairing_table_size((ulong)points.Length);
        if (bytes == 0)
        {
            throw new ArgumentException($"Expected at most 65536 points, found {points.Length}.", nameof(points));
        }

        var table = new NativeBlock(bytes);
        fixed (G2Affine* input = points)
        {
            int status = prover_pairing_table_init(table.Pointer, table.Bytes, input, (ulong)points.Length, null);
            if (status != NativeStatus.RangeError)
            {
                NativeStatus.Check(status, nameof(prover_pairing_table_init));
                return table;
            }
        }

        table.Dispose();
        throw new ArgumentException("One of the points is not in G2.", nameof(points));
    }

    /// <summary>The Miller value of all terms on this thread; <paramref name="table"/> holds the lines of S. False when
    /// a point is not in its group: then <paramref name="isValid"/> says which.</summary>
    public static bool TryMiller(
        PairingTerms terms, NativeBlock? table, Span<bool> isValid, out Fq12 value, CancelFlag cancel)
    {
        Lengths.Same(terms.P.Length, terms.Q.Length);
        Lengths.Same(terms.Count, isValid.Length);
        int status;
        fixed (G1Affine* p = terms.P, r = terms.R)
        fixed (G2Affine* q = terms.Q)
        fixed (bool* valid = isValid)
        fixed (Fq12* result = &value)
        {
            *result = default;
            byte* none = stackalloc byte[1];
            status = prover_pairing_miller(
                result,
                valid == null ? none : (byte*)valid,
                p,
                q,
                (ulong)terms.P.Length,
                table == null ? null : table.Pointer,
                r,
                (ulong)terms.R.Length,
                cancel.Address);
        }

        GC.KeepAlive(table);
        if (status == NativeStatus.RangeError)
        {
            return false;
        }

        NativeStatus.Check(status, nameof(prover_pairing_miller), cancel.Token);
        return true;
    }

    /// <summary>The product of the pairings behind Miller values.</summary>
    public static Fq12 Finish(ReadOnlySpan<Fq12> values)
    {
        Fq12 result;
        fixed (Fq12* input = values)
        {
            int status = prover_pairing_finish(&result, input, (ulong)values.Length);
            NativeStatus.Check(status, nameof(prover_pairing_finish));
        }

        return result;
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_pairing_check(int* isOne, G1Affine* p, G2Affine* q, ulong n, int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial nuint prover_pairing_table_size(ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_pairing_table_init(
        byte* table, nuint tableBytes, G2Affine* points, ulong n, int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_pairing_miller(
        Fq12* f, byte* valid, G1Affine* p, G2Affine* q, ulong n, byte* table, G1Affine* r, ulong fixedCount,
        int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_pairing_finish(Fq12* output, Fq12* f, ulong n);
}
