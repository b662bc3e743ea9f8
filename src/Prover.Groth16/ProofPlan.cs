using Prover.Algebra;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The computation of one proof as a plan for a device: products, transforms, sums and blinding.</summary>
/// <remarks>
/// <para>With the polynomials A, B, C that have (A·w)ⱼ, (B·w)ⱼ and their product as values on the n-th roots of unity:
/// hᵢ = (AB − C)(ω₂ₙ^(2i+1)). AB − C vanishes on the n-th roots of unity, the even ones of the 2n-th, and has degree
/// below 2n: in the Lagrange basis of the 2n-th roots it is Σ hᵢ·L₂ᵢ₊₁, so that Σ hᵢ·[L₂ᵢ₊₁(τ)/δ] is [h(τ)Z(τ)/δ]
/// without a division by Z. Six transforms, as snarkjs does it.</para>
/// <para>The values of C are taken from the other two, not from the matrix: for an assignment that satisfies they are
/// the same, and for another one the proof does not verify (<see cref="Prove"/> looks). That saves the product with
/// the densest of the matrices.</para>
/// <para>C = Σ_private wᵢcᵢ + Σ hᵢHᵢ + sA + rB − rsδ with B = β + Σ wᵢvᵢ + sδ: the rsδ cancel, and r·Σ wᵢvᵢ joins the
/// other two sums. B in G1 is never needed by itself.</para>
/// <para>The chain of transforms is recorded first: it has barriers, which the sums fill. The sums with the longest
/// pieces follow, so that short pieces are left for the end, when threads wait for one another.</para>
/// </remarks>
internal sealed class ProofPlan : IDisposable
{
    private readonly ResidentKey _key;
    private readonly FixedMemory<Fr> _blinding;
    private readonly ResidentFrVector _wires;
    private readonly ResidentFrVector _privateWires;
    private readonly ResidentFrVector _r;
    private readonly ResidentFrVector[] _rows;
    private readonly ComputePlan _plan = new();
    private readonly SumG1Step _a;
    private readonly SumG2Step _b2;
    private readonly SumG1Step? _b1;
    private readonly SumG1Step[] _c;
    private G1 _rBeta;
    private G1 _rDelta;
    private G2 _sDelta;
    private G1 _proofA;
    private G1 _sA;

    /// <summary>Records the plan.</summary>
    /// <param name="key">The key on its device.</param>
    /// <param name="assignment">All wires; stays as it is until this is disposed.</param>
    /// <param name="blinding">r and s.</param>
    public ProofPlan(ResidentKey key, FixedMemory<Fr> assignment, FixedMemory<Fr> blinding)
    {
        _key = key;
        _blinding = blinding;
        int open = key.Key.PublicCount + 1;
        _wires = key.Device.LoadFr(assignment);
        _privateWires = _wires.Slice(open, assignment.Length - open);
        _r = key.Device.LoadFr(blinding.Slice(0, 1));
        _rows = [.. Enumerable.Range(0, 3).Select(_ => key.Device.AllocateFr(1 << key.Key.DomainLog))];

        PlanStep quotient = RecordQuotient();
        ScalarsStep wiresB = _plan.Scalars(_wires, key.WiresB);
        _b2 = _plan.Sum(key.PointsB2, wiresB);
        if (IsDense(assignment.Span))
        {
            _c = [RecordWholeC(quotient)];
        }
        else
        {
            _b1 = _plan.Sum(key.PointsB1, wiresB);
            _c = RecordPartsOfC(quotient);
        }

        _a = _plan.Sum(key.PointsA, _plan.Scalars(_wires, key.WiresA));
        _ = _plan.Call(BlindA, _a, _plan.Call(BlindElements));
    }

    private ref readonly Fr R => ref _blinding.Span[0];

    private ref readonly Fr S => ref _blinding.Span[1];

    /// <summary>Computes the proof; once.</summary>
    public Proof Run(ComputeBudget budget)
    {
        _key.Device.Run(_plan, budget);
        G1 c = _sA + _rBeta;
        foreach (SumG1Step sum in _c)
        {
            c += sum.Value;
        }

        if (_b1 is not null)
        {
            c += G1.FromAffine(_b1.Value).MultiplyVarTime(in R);
        }

        G2 b = _sDelta + _key.Key.ElementsG2[0] + _b2.Value;
        return new Proof(_proofA.ToAffine(), b.ToAffine(), c.ToAffine());
    }

    /// <summary>Gives back and clears what the device holds of the assignment.</summary>
    public void Dispose()
    {
        foreach (ResidentFrVector vector in _rows)
        {
            vector.Dispose();
        }

        _r.Dispose();
        _privateWires.Dispose();
        _wires.Dispose();
    }

    private PlanStep RecordQuotient()
    {
        Fr odd = NttDomain.Root(_key.Key.DomainLog + 1);
        PlanStep[] values = new PlanStep[3];
        values[0] = _plan.Multiply(_key.A, _wires, _rows[0]);
        values[1] = _plan.Multiply(_key.B, _wires, _rows[1]);
        values[2] = _plan.Multiply(_rows[0], _rows[1], _rows[2], values[0], values[1]);
        for (int i = 0; i < 3; i++)
        {
            // The rows of A and B are read for C before they are transformed.
            PlanStep inverse = _plan.Ntt(_rows[i], NttDirection.Inverse, Fr.One, values[2]);
            values[i] = _plan.Ntt(_rows[i], NttDirection.Forward, in odd, inverse);
        }

        PlanStep difference = _plan.MultiplySubtract(_rows[0], _rows[1], _rows[2], _rows[0], values);
        _ = _plan.Call(_rows[1].Dispose, difference);
        _ = _plan.Call(_rows[2].Dispose, difference);
        return difference;
    }

    /// <summary>Σ_private wᵢcᵢ + Σ hᵢHᵢ + Σ (r·wᵢ)vᵢ as one sum: its buckets are put together only once.</summary>
    private SumG1Step RecordWholeC(PlanStep quotient)
    {
        ScalarsPart[] parts =
        [
            new ScalarsPart(_privateWires),
            new ScalarsPart(_rows[0]),
            new ScalarsPart(_wires, _key.WiresB, _r),
        ];
        ScalarsStep scalars = _plan.Scalars(parts, quotient);
        SumG1Step sum = _plan.Sum([_key.PointsC, _key.PointsH, _key.PointsB1], scalars);
        _ = _plan.Call(_rows[0].Dispose, scalars);
        return sum;
    }

    /// <summary>Σ_private wᵢcᵢ and Σ hᵢHᵢ: apart, a device can make use of the zeros and ones among the wᵢ.</summary>
    private SumG1Step[] RecordPartsOfC(PlanStep quotient)
    {
        ScalarsStep scalars = _plan.Scalars(_rows[0], null, quotient);
        SumG1Step h = _plan.Sum(_key.PointsH, scalars);
        _ = _plan.Call(_rows[0].Dispose, scalars);
        return [h, _plan.Sum(_key.PointsC, _plan.Scalars(_privateWires))];
    }

    /// <summary>True when most wires are neither 0 nor 1: then r·wᵢ is no worse a scalar than wᵢ.</summary>
    private static bool IsDense(ReadOnlySpan<Fr> wires)
    {
        const int Samples = 4096;
        int step = Math.Max(1, wires.Length / Samples);
        int seen = 0;
        int wide = 0;
        for (int i = 0; i < wires.Length; i += step, seen++)
        {
            wide += wires[i].IsZero || wires[i] == Fr.One ? 0 : 1;
        }

        return 2 * wide > seen;
    }

    private void BlindElements()
    {
        _rDelta = G1.FromAffine(in _key.Key.ElementsG1[2]).MultiplyVarTime(in R);
        _rBeta = G1.FromAffine(in _key.Key.ElementsG1[1]).MultiplyVarTime(in R);
        _sDelta = G2.FromAffine(in _key.Key.ElementsG2[2]).MultiplyVarTime(in S);
    }

    private void BlindA()
    {
        _proofA = _rDelta + _key.Key.ElementsG1[0] + _a.Value;
        _sA = _proofA.MultiplyVarTime(in S);
    }
}
