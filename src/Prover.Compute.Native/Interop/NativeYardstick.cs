using System.Runtime.InteropServices;
using Prover.Algebra;

namespace Prover.Compute.Native;

/// <summary>Products without memory traffic, for benches (header section "vectors over Fr").</summary>
/// <remarks>Resident form. One call runs 32 equal chains of m = ⌈products/32⌉ products and gives a·bᵐ.</remarks>
public static unsafe partial class NativeYardstick
{
    /// <summary>The number of chains, of which <c>products</c> should be a multiple.</summary>
    public const int Chains = 32;

    /// <summary>a·bᵐ in 𝔽r.</summary>
    public static Fr MultiplyFr(Fr a, Fr b, long products)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(products);
        Fr result;
        int status = prover_test_fr_mul_throughput(&result, &a, &b, (ulong)products);
        NativeStatus.Check(status, nameof(prover_test_fr_mul_throughput));
        return result;
    }

    /// <summary>a·bᵐ in 𝔽q.</summary>
    public static Fq MultiplyFq(Fq a, Fq b, long products)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(products);
        Fq result;
        int status = prover_test_fq_mul_throughput(&result, &a, &b, (ulong)products);
        NativeStatus.Check(status, nameof(prover_test_fq_mul_throughput));
        return result;
    }

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_test_fr_mul_throughput(Fr* output, Fr* a, Fr* b, ulong n);

    [LibraryImport(NativeLibraryLoader.ImportName)]
    private static partial int prover_test_fq_mul_throughput(Fq* output, Fq* a, Fq* b, ulong n);
}
