using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Vectors over 𝔽r on one thread (header section "vectors over Fr").</summary>
/// <remarks>Resident form; all lengths are equal, or <see cref="ArgumentException"/>; the result may be exactly an
/// input.</remarks>
public static unsafe partial class NativeFr
{
    /// <summary>resultᵢ = aᵢ + bᵢ.</summary>
    public static void Add(Span<Fr> result, ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, b.Length);
        fixed (Fr* output = result, x = a, y = b)
        {
            NativeStatus.Check(prover_fr_add(output, x, y, (ulong)result.Length), nameof(prover_fr_add));
        }
    }

    /// <summary>resultᵢ = aᵢ − bᵢ.</summary>
    public static void Subtract(Span<Fr> result, ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, b.Length);
        fixed (Fr* output = result, x = a, y = b)
        {
            NativeStatus.Check(prover_fr_sub(output, x, y, (ulong)result.Length), nameof(prover_fr_sub));
        }
    }

    /// <summary>resultᵢ = aᵢ·bᵢ.</summary>
    public static void Multiply(Span<Fr> result, ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, b.Length);
        fixed (Fr* output = result, x = a, y = b)
        {
            NativeStatus.Check(prover_fr_mul(output, x, y, (ulong)result.Length), nameof(prover_fr_mul));
        }
    }

    /// <summary>resultᵢ = aᵢ·bᵢ + cᵢ.</summary>
    public static void MultiplyAdd(Span<Fr> result, ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b, ReadOnlySpan<Fr> c)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, b.Length);
        Lengths.Same(result.Length, c.Length);
        fixed (Fr* output = result, x = a, y = b, z = c)
        {
            NativeStatus.Check(prover_fr_mul_add(output, x, y, z, (ulong)result.Length), nameof(prover_fr_mul_add));
        }
    }

    /// <summary>resultᵢ = aᵢ·bᵢ − cᵢ.</summary>
    public static void MultiplySubtract(Span<Fr> result, ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b, ReadOnlySpan<Fr> c)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, b.Length);
        Lengths.Same(result.Length, c.Length);
        fixed (Fr* output = result, x = a, y = b, z = c)
        {
            NativeStatus.Check(prover_fr_mul_sub(output, x, y, z, (ulong)result.Length), nameof(prover_fr_mul_sub));
        }
    }

    /// <summary>resultᵢ = factor·aᵢ.</summary>
    public static void Scale(Span<Fr> result, ReadOnlySpan<Fr> a, Fr factor)
    {
        Lengths.Same(result.Length, a.Length);
        fixed (Fr* output = result, x = a)
        {
            NativeStatus.Check(prover_fr_scale(output, x, &factor, (ulong)result.Length), nameof(prover_fr_scale));
        }
    }

    /// <summary>resultᵢ = start·ratioⁱ.</summary>
    public static void Powers(Span<Fr> result, Fr start, Fr ratio)
    {
        fixed (Fr* output = result)
        {
            int status = prover_fr_powers(output, &start, &ratio, (ulong)result.Length);
            NativeStatus.Check(status, nameof(prover_fr_powers));
        }
    }

    /// <summary>Σ aᵢ·bᵢ.</summary>
    public static Fr Dot(ReadOnlySpan<Fr> a, ReadOnlySpan<Fr> b)
    {
        Lengths.Same(a.Length, b.Length);
        Fr sum = default;
        fixed (Fr* x = a, y = b)
        {
            NativeStatus.Check(prover_fr_dot(&sum, x, y, (ulong)a.Length), nameof(prover_fr_dot));
        }

        return sum;
    }

    /// <summary>resultᵢ = 1/aᵢ, and 0 for 0.</summary>
    /// <param name="result">Where the inverses go.</param>
    /// <param name="a">What to invert.</param>
    /// <param name="scratch">As long as the others; overlaps neither.</param>
    public static void Invert(Span<Fr> result, ReadOnlySpan<Fr> a, Span<Fr> scratch)
    {
        Lengths.Same(result.Length, a.Length);
        Lengths.Same(result.Length, scratch.Length);
        if (scratch.Overlaps(a) || scratch.Overlaps(result))
        {
            throw new ArgumentException("The scratch overlaps the vectors.", nameof(scratch));
        }

        fixed (Fr* output = result, x = a, work = scratch)
        {
            NativeStatus.Check(prover_fr_invert(output, x, (ulong)a.Length, work), nameof(prover_fr_invert));
        }
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_add(Fr* output, Fr* a, Fr* b, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_sub(Fr* output, Fr* a, Fr* b, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_mul(Fr* output, Fr* a, Fr* b, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_mul_add(Fr* output, Fr* a, Fr* b, Fr* c, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_mul_sub(Fr* output, Fr* a, Fr* b, Fr* c, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_scale(Fr* output, Fr* a, Fr* k, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_powers(Fr* output, Fr* start, Fr* ratio, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_dot(Fr* output, Fr* a, Fr* b, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_fr_invert(Fr* output, Fr* a, ulong n, Fr* scratch);
}
