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
/// <para>The chain of transforms is recorded first: it has barriers, which the sums fill. The sums follow, longest
/// first, but for the one over h, which needs the end of the chain.</para>
/// </remarks>
internal sealed class ProofPlan : IDisposable
{
    private readonly ResidentKey _key;
    private readonly FixedMemory<Fr> _blinding;
    private readonly ResidentFrVector _wires;
    private readonly ResidentFrVector _privateWires;
    private readonly ResidentFrVector[] _rows;
    private readonly ComputePlan _plan = new();
    private readonly SumG2Step _b2;
    private readonly SumG1Step _c;
    private readonly SumG1Step _h;
    private G1 _rDelta;
    private G1 _sDelta;
    private G2 _sDelta2;
    private G1 _a;
    private G1 _sA;
    private G1 _rB1;

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
        _rows = [.. Enumerable.Range(0, 3).Select(_ => key.Device.AllocateFr(1 << key.Key.DomainLog))];

        ScalarsStep quotient = RecordQuotient();
        ScalarsStep wiresB = _plan.Scalars(_wires, key.WiresB);
        _b2 = _plan.Sum(key.PointsB2, wiresB);
        ScalarsStep wiresA = _plan.Scalars(_wires, key.WiresA);
        SumG1Step a = _plan.Sum(key.PointsA, wiresA);
        SumG1Step b1 = _plan.Sum(key.PointsB1, wiresB);
        CallStep deltas = _plan.Call(BlindDelta);
        _ = _plan.Call(() => BlindA(a.Value), a, deltas);
        _ = _plan.Call(() => BlindB1(b1.Value), b1, deltas);
        _c = _plan.Sum(key.PointsC, _plan.Scalars(_privateWires));
        _h = _plan.Sum(key.PointsH, quotient);
    }

    private ref readonly Fr R => ref _blinding.Span[0];

    private ref readonly Fr S => ref _blinding.Span[1];

    /// <summary>Computes the proof; once.</summary>
    public Proof Run(ComputeBudget budget)
    {
        _key.Device.Run(_plan, budget);
        G2 b2 = _sDelta2 + _key.Key.ElementsG2[0] + _b2.Value;
        G1 c = G1.FromAffine(_c.Value) + _h.Value + _sA + _rB1 - _sDelta.MultiplyVarTime(in R);
        return new Proof(_a.ToAffine(), b2.ToAffine(), c.ToAffine());
    }

    /// <summary>Gives back and clears what the device holds of the assignment.</summary>
    public void Dispose()
    {
        foreach (ResidentFrVector vector in _rows)
        {
            vector.Dispose();
        }

        _privateWires.Dispose();
        _wires.Dispose();
    }

    private ScalarsStep RecordQuotient()
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
        ScalarsStep quotient = _plan.Scalars(_rows[0], null, difference);
        _ = _plan.Call(_rows[0].Dispose, quotient);
        return quotient;
    }

    private void BlindDelta()
    {
        G1 delta = G1.FromAffine(in _key.Key.ElementsG1[2]);
        _rDelta = delta.MultiplyVarTime(in R);
        _sDelta = delta.MultiplyVarTime(in S);
        _sDelta2 = G2.FromAffine(in _key.Key.ElementsG2[2]).MultiplyVarTime(in S);
    }

    private void BlindA(G1Affine sum)
    {
        _a = _rDelta + _key.Key.ElementsG1[0] + sum;
        _sA = _a.MultiplyVarTime(in S);
    }

    private void BlindB1(G1Affine sum) =>
        _rB1 = (_sDelta + _key.Key.ElementsG1[1] + sum).MultiplyVarTime(in R);
}
