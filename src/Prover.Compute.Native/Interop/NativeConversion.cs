using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Conversions between forms, and checks of points (header section "conversions").</summary>
/// <remarks>In place is allowed: the result may be exactly the input.</remarks>
public static unsafe partial class NativeConversion
{
    /// <summary>Elements of 𝔽r from one form to another.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="DeviceException">An element is not reduced.</exception>
    public static void Convert(Span<Fr> result, ReadOnlySpan<Fr> values, NativeForm from, NativeForm to)
    {
        Lengths.Same(values.Length, result.Length);
        fixed (Fr* output = result, input = values)
        {
            int status = prover_fr_convert(output, input, (ulong)values.Length, (uint)from, (uint)to);
            NativeStatus.Check(status, nameof(prover_fr_convert));
        }
    }

    /// <summary>Elements of 𝔽q from one form to another.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="DeviceException">An element is not reduced.</exception>
    public static void Convert(Span<Fq> result, ReadOnlySpan<Fq> values, NativeForm from, NativeForm to)
    {
        Lengths.Same(values.Length, result.Length);
        fixed (Fq* output = result, input = values)
        {
            int status = prover_fq_convert(output, input, (ulong)values.Length, (uint)from, (uint)to);
            NativeStatus.Check(status, nameof(prover_fq_convert));
        }
    }

    /// <summary>Points of G1 from one form to another; the identity stays.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="DeviceException">A coordinate is not reduced.</exception>
    public static void Convert(Span<G1Affine> result, ReadOnlySpan<G1Affine> points, NativeForm from, NativeForm to)
    {
        Lengths.Same(points.Length, result.Length);
        fixed (G1Affine* output = result, input = points)
        {
            int status = prover_g1_convert(output, input, (ulong)points.Length, (uint)from, (uint)to);
            NativeStatus.Check(status, nameof(prover_g1_convert));
        }
    }

    /// <summary>Points of G2 from one form to another; the identity stays.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="DeviceException">A coordinate is not reduced.</exception>
    public static void Convert(Span<G2Affine> result, ReadOnlySpan<G2Affine> points, NativeForm from, NativeForm to)
    {
        Lengths.Same(points.Length, result.Length);
        fixed (G2Affine* output = result, input = points)
        {
            int status = prover_g2_convert(output, input, (ulong)points.Length, (uint)from, (uint)to);
            NativeStatus.Check(status, nameof(prover_g2_convert));
        }
    }

    /// <summary>True when all resident points are the identity or on the curve; otherwise the index of the first that
    /// is not.</summary>
    public static bool AreValid(ReadOnlySpan<G1Affine> points, out int bad)
    {
        ulong index = 0;
        fixed (G1Affine* input = points)
        {
            return IsValid(prover_g1_check(&index, input, (ulong)points.Length, null), index, out bad);
        }
    }

    /// <summary>True when all resident points are the identity or on the curve and in the subgroup of order r;
    /// otherwise the index of the first that is not.</summary>
    public static bool AreValid(ReadOnlySpan<G2Affine> points, out int bad)
    {
        ulong index = 0;
        fixed (G2Affine* input = points)
        {
            return IsValid(prover_g2_check(&index, input, (ulong)points.Length, null), index, out bad);
        }
    }

    private static bool IsValid(int status, ulong index, out int bad)
    {
        bad = (int)index;
        if (status == NativeStatus.RangeError)
        {
            return false;
        }

        NativeStatus.Check(status, "prover_g?_check");
        return true;
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_convert(Fr* output, Fr* input, ulong n, uint from, uint to);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fq_convert(Fq* output, Fq* input, ulong n, uint from, uint to);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_convert(G1Affine* output, G1Affine* input, ulong n, uint from, uint to);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_convert(G2Affine* output, G2Affine* input, ulong n, uint from, uint to);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g1_check(ulong* bad, G1Affine* points, ulong n, int* cancel);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_g2_check(ulong* bad, G2Affine* points, ulong n, int* cancel);
}
