using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Lagrange bases on roots of unity, evaluated at one point outside.</summary>
/// <remarks>On the m-th roots of unity, with ω of order m: Lⱼ(τ) = (τᵐ − 1)·ωʲ / (m·(τ − ωʲ)).</remarks>
internal static class LagrangeBasis
{
    /// <summary>Elements that share one inversion.</summary>
    private const int Batch = 1 << 12;

    /// <summary>L₀(τ) … Lₙ₋₁(τ) on the n = 2^log-th roots of unity; τⁿ ≠ 1. Secret like τ.</summary>
    public static AlignedBuffer<Fr> Even(int log, in Fr tau, ComputeBudget budget) =>
        Make(1 << log, NttDomain.Root(log), Fr.One, 1L << log, in tau, budget);

    /// <summary>L₁(τ), L₃(τ) … L₂ₙ₋₁(τ) on the 2n-th roots of unity, n = 2^log; τ²ⁿ ≠ 1. Secret like τ.</summary>
    public static AlignedBuffer<Fr> Odd(int log, in Fr tau, ComputeBudget budget) =>
        Make(1 << log, NttDomain.Root(log), NttDomain.Root(log + 1), 2L << log, in tau, budget);

    /// <summary>The slow twin: one inversion per element.</summary>
    public static Fr[] Reference(int count, in Fr root, in Fr first, long order, in Fr tau)
    {
        var basis = new Fr[count];
        Fr power = first;
        Fr factor = (tau.Pow(order) - Fr.One) * Fr.FromUInt64((ulong)order).Inverse();
        for (int j = 0; j < count; j++, power *= root)
        {
            basis[j] = factor * power * (tau - power).Inverse();
        }

        return basis;
    }

    private static AlignedBuffer<Fr> Make(
        int count, Fr root, Fr first, long order, in Fr tau, ComputeBudget budget)
    {
        var basis = new AlignedBuffer<Fr>(count);
        FixedMemory<Fr> memory = basis.Memory;
        Fr point = tau;
        Fr factor = (tau.Pow(order) - Fr.One) * Fr.FromUInt64((ulong)order).Inverse();
        budget.ForRanges(count, Batch, (start, length) =>
            Fill(memory.Span.Slice(start, length), in root, first * root.Pow(start), in point, in factor));
        return basis;
    }

    /// <summary>Montgomery's trick over one run; the running products lie in memory that is cleared, since they
    /// tell τ.</summary>
    private static void Fill(Span<Fr> basis, in Fr root, Fr firstPower, in Fr tau, in Fr factor)
    {
        using var before = new AlignedBuffer<Fr>(basis.Length);
        Fr product = Fr.One;
        Fr power = firstPower;
        for (int j = 0; j < basis.Length; j++, power *= root)
        {
            before.Span[j] = product;
            product *= tau - power;
        }

        Fr inverse = product.Inverse();
        Fr back = root.Inverse();
        for (int j = basis.Length - 1; j >= 0; j--)
        {
            power *= back;
            basis[j] = factor * power * (inverse * before.Span[j]);
            inverse *= tau - power;
        }
    }
}
