using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Lagrange bases on roots of unity, evaluated at one point outside.</summary>
/// <remarks>On the m-th roots of unity, with ω of order m: Lⱼ(τ) = (τᵐ − 1)·ωʲ / (m·(τ − ωʲ)).</remarks>
internal static class LagrangeBasis
{
    /// <summary>Computes L₀(τ) … Lₙ₋₁(τ) on the n = 2^log-th roots of unity; τⁿ ≠ 1. Secret like τ.</summary>
    /// <param name="log">log₂ n.</param>
    /// <param name="tau">τ.</param>
    /// <param name="basis">Where the n values go.</param>
    public static ComputeJob Even(int log, in Fr tau, FixedMemory<Fr> basis) =>
        new LagrangeJob(NttDomain.Root(log), Fr.One, 1L << log, in tau, basis);

    /// <summary>Computes L₁(τ), L₃(τ) … L₂ₙ₋₁(τ) on the 2n-th roots of unity, n = 2^log; τ²ⁿ ≠ 1. Secret like
    /// τ.</summary>
    /// <param name="log">log₂ n.</param>
    /// <param name="tau">τ.</param>
    /// <param name="basis">Where the n values go.</param>
    public static ComputeJob Odd(int log, in Fr tau, FixedMemory<Fr> basis) =>
        new LagrangeJob(NttDomain.Root(log), NttDomain.Root(log + 1), 2L << log, in tau, basis);

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
}
