using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Products of pairings (header section "pairing").</summary>
internal static unsafe partial class NativePairing
{
    /// <summary>Π e(Pᵢ, Qᵢ) = 1.</summary>
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

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_pairing_check(int* isOne, G1Affine* p, G2Affine* q, ulong n, int* cancel);
}
