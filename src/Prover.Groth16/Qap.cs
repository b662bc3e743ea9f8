using System.Numerics;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The quadratic arithmetic program of a constraint system, evaluated at the trapdoor τ.</summary>
/// <remarks>
/// uᵢ, vᵢ, wᵢ are the polynomials with the columns of A, B, C as values on the domain of n = 2ᵏ-th roots of unity,
/// so that uᵢ(τ) = Σⱼ A[j, i]·Lⱼ(τ). Knowing them is knowing τ: disposing clears them. Source: Gennaro, Gentry,
/// Parno, Raykova, ePrint 2012/215; the rows for public inputs as in libsnark and snarkjs.
/// </remarks>
internal sealed class Qap : IDisposable
{
    private readonly AlignedBuffer<Fr> _u;
    private readonly AlignedBuffer<Fr> _v;
    private readonly AlignedBuffer<Fr> _w;
    private readonly AlignedBuffer<Fr> _odd;

    /// <summary>Evaluates; the domain must hold all rows.</summary>
    public Qap(R1cs r1cs, int log, Trapdoor trapdoor, ComputeBudget budget)
    {
        _u = new AlignedBuffer<Fr>(r1cs.WireCount);
        _v = new AlignedBuffer<Fr>(r1cs.WireCount);
        _w = new AlignedBuffer<Fr>(r1cs.WireCount);
        _odd = new AlignedBuffer<Fr>(1 << log);
        using var even = new AlignedBuffer<Fr>(1 << log);
        var schedule = new JobSchedule();
        ComputeJob basis = LagrangeBasis.Even(log, in trapdoor.Tau, even.Memory);
        schedule.Add(basis);
        schedule.Add(new ColumnsJob(r1cs, r1cs.C, 0, even.Memory, _w.Memory), basis);
        schedule.Add(new ColumnsJob(r1cs, r1cs.B, 0, even.Memory, _v.Memory), basis);
        schedule.Add(new ColumnsJob(r1cs, r1cs.A, r1cs.PublicCount + 1, even.Memory, _u.Memory), basis);
        schedule.Add(LagrangeBasis.Odd(log, in trapdoor.Tau, _odd.Memory));
        try
        {
            schedule.Run(budget);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>uᵢ(τ) by wire.</summary>
    public ReadOnlySpan<Fr> U => _u.Span;

    /// <summary>vᵢ(τ) by wire.</summary>
    public ReadOnlySpan<Fr> V => _v.Span;

    /// <summary>wᵢ(τ) by wire.</summary>
    public ReadOnlySpan<Fr> W => _w.Span;

    /// <summary>L₂ᵢ₊₁(τ) of the Lagrange basis on the 2n-th roots of unity.</summary>
    public ReadOnlySpan<Fr> OddBasis => _odd.Span;

    /// <summary>The smallest k ≥ 1 with 2ᵏ ≥ constraints + public inputs + 1.</summary>
    /// <exception cref="ArgumentException">There are more than 2^27 rows: 2n-th roots of unity are needed.</exception>
    public static int DomainLog(int constraints, int publicInputs)
    {
        uint rows = (uint)constraints + (uint)publicInputs + 1;
        int log = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2(rows)));
        return log < NttDomain.MaxLog && rows <= 1u << 31
            ? log
            : throw new ArgumentException($"Expected at most 2^27 rows, found {rows}.");
    }

    public void Dispose()
    {
        _u.Dispose();
        _v.Dispose();
        _w.Dispose();
        _odd.Dispose();
    }
}
