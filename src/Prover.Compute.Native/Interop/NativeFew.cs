using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Multiples and sums of few points of G1 (header section of that name).</summary>
internal static unsafe partial class NativeFew
{
    /// <summary>resultsᵢ ← kᵢ·Pᵢ on this thread.</summary>
    public static void MultiplyEach(
        Span<G1Affine> results, ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, CancelFlag cancel)
    {
        Lengths.Same(points.Length, scalars.Length);
        Lengths.Same(points.Length, results.Length);
        fixed (G1Affine* output = results, input = points)
        fixed (Fr* factors = scalars)
        {
            int status = prover_g1_multiply_each(
                output, input, factors, (uint)NativeForm.Resident, (ulong)points.Length, cancel.Address);
            NativeStatus.Check(status, nameof(prover_g1_multiply_each), cancel.Token);
        }
    }

    /// <summary>Σ kᵢ·Pᵢ on this thread.</summary>
    public static G1Affine Sum(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, CancelFlag cancel)
    {
        Lengths.Same(points.Length, scalars.Length);
        G1Affine sum;
        fixed (G1Affine* input = points)
        fixed (Fr* factors = scalars)
        {
            int status = prover_g1_sum(
                &sum, input, factors, (uint)NativeForm.Resident, (ulong)points.Length, cancel.Address);
            NativeStatus.Check(status, nameof(prover_g1_sum), cancel.Token);
        }

        return sum;
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_multiply_each(
        G1Affine* output, G1Affine* points, Fr* scalars, uint form, ulong n, int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_sum(
        G1Affine* output, G1Affine* points, Fr* scalars, uint form, ulong n, int* cancel);
}
