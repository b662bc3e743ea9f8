using System.Globalization;
using System.Numerics;
using Prover.Algebra;

namespace Prover.Compute;

/// <summary>The groups of 2ᵏ-th roots of unity of 𝔽r that transforms run over.</summary>
/// <remarks>r − 1 = 2^28·t with t odd, and 5 is the smallest non-residue: ω₂₈ = 5^t, as in snarkjs and circom
/// files.</remarks>
public static class NttDomain
{
    /// <summary>2^28 is the largest power of two that divides r − 1.</summary>
    public const int MaxLog = 28;

    private static readonly Fr[] Roots = MakeRoots();

    /// <summary>The generator ωₖ of the group of 2ᵏ-th roots of unity; ωₖ² = ωₖ₋₁, ω₀ = 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not in [0, 28].</exception>
    public static Fr Root(int log)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log, MaxLog);
        return Roots[log];
    }

    /// <summary>The k with 2ᵏ = length.</summary>
    /// <exception cref="ArgumentException">The length is not a power of two in [1, 2^28].</exception>
    public static int LogOf(int length)
    {
        if (!BitOperations.IsPow2(length) || length > 1 << MaxLog)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected a power of two up to 2^28 as length of a transform, found {length}."));
        }

        return BitOperations.Log2((uint)length);
    }

    private static Fr[] MakeRoots()
    {
        var roots = new Fr[MaxLog + 1];
        roots[MaxLog] = Fr.FromUInt64(5).Pow((Fr.Modulus - 1) >> MaxLog);
        for (int k = MaxLog; k > 0; k--)
        {
            roots[k - 1] = roots[k].Square();
        }

        return roots;
    }
}
