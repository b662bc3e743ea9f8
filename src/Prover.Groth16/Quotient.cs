using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The part of a proof that says that all constraints hold.</summary>
internal static class Quotient
{
    /// <summary>hᵢ = (AB − C)(ω₂ₙ^(2i+1)) with the polynomials A, B, C that have (A·w)ⱼ, (B·w)ⱼ, (C·w)ⱼ as
    /// values.</summary>
    /// <remarks>
    /// AB − C vanishes on the n-th roots of unity, the even ones of the 2n-th, and has degree below 2n: in the
    /// Lagrange basis of the 2n-th roots it is Σ hᵢ·L₂ᵢ₊₁, so that Σ hᵢ·[L₂ᵢ₊₁(τ)/δ] is [h(τ)Z(τ)/δ] without a
    /// division by Z. Six transforms, as snarkjs does it.
    /// </remarks>
    /// <exception cref="UnsatisfiedException">A row is not satisfied.</exception>
    public static ResidentFrVector Compute(
        ResidentKey key, ResidentFrVector wires, ReadOnlySpan<Fr> assignment, ComputeBudget budget)
    {
        IComputeDevice device = key.Device;
        ComputeBudget quiet = budget.Quiet();
        int log = key.Key.DomainLog;
        ResidentFrVector a = device.AllocateFr(1 << log);
        try
        {
            using ResidentFrVector b = device.AllocateFr(1 << log);
            using ResidentFrVector c = device.AllocateFr(1 << log);
            device.Multiply(key.A, wires, a, quiet);
            device.Multiply(key.B, wires, b, quiet);
            device.Multiply(key.C, wires, c, quiet);
            Check(key, assignment, a, b, c, quiet);
            budget.Progress?.Report(0.2);
            device.Ntt([a, b, c], NttDirection.Inverse, Fr.One, budget.Part(0.2, 0.6));
            device.Ntt([a, b, c], NttDirection.Forward, NttDomain.Root(log + 1), budget.Part(0.6, 1));
            device.MultiplySubtract(a, b, c, a, quiet);
            return a;
        }
        catch
        {
            a.Dispose();
            throw;
        }
    }

    private static void Check(
        ResidentKey key,
        ReadOnlySpan<Fr> assignment,
        ResidentFrVector a,
        ResidentFrVector b,
        ResidentFrVector c,
        ComputeBudget budget)
    {
        IComputeDevice device = key.Device;
        using ResidentFrVector difference = device.AllocateFr(a.Length);
        device.MultiplySubtract(a, b, c, difference, budget);
        using var values = new AlignedBuffer<Fr>(a.Length);
        device.Download(difference, values.Span);
        int row = values.Span.IndexOfAnyExcept(Fr.Zero);
        if (row >= 0)
        {
            throw Unsatisfied(key, assignment, row);
        }
    }

    private static UnsatisfiedException Unsatisfied(ResidentKey key, ReadOnlySpan<Fr> assignment, int row)
    {
        IReadOnlyList<UnsatisfiedConstraint> failures = key.Circuit?.Check(assignment, limit: 1) ?? [];
        var label = new SourceLabel("unknown: the key was loaded without its circuit", string.Empty, 0);
        return new UnsatisfiedException(
            failures.Count > 0 ? failures[0] : new UnsatisfiedConstraint(row, "unknown scope", label));
    }
}
