using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>The points of a proving key: which scalars they come from, in the order of the file.</summary>
internal sealed class KeyPoints : IDisposable
{
    private readonly R1cs _r1cs;
    private readonly Qap _qap;
    private readonly Trapdoor _trapdoor;
    private readonly AlignedBuffer<Fr> _deltaInverse = new(1);

    public KeyPoints(R1cs r1cs, Qap qap, Trapdoor trapdoor)
    {
        _r1cs = r1cs;
        _qap = qap;
        _trapdoor = trapdoor;
        _deltaInverse.Span[0] = trapdoor.Delta.Inverse();
    }

    private ref readonly Fr DeltaInverse => ref _deltaInverse.Span[0];

    /// <summary>Records all sections with points, and those with the wires that they belong to.</summary>
    public void Record(KeyStream stream)
    {
        int open = _r1cs.PublicCount + 1;
        stream.Write(ProvingKeySection.ElementsG1, ElementsG1);
        stream.Write(ProvingKeySection.ElementsG2, ElementsG2);
        stream.WriteG1(ProvingKeySection.Ic, open, FillInputs);

        uint[] wiresA = Used(_qap.U);
        stream.Write(ProvingKeySection.WiresA, () => wiresA);
        stream.WriteG1(ProvingKeySection.PointsA, wiresA.Length, (start, to) => Pick(_qap.U, wiresA, start, to));

        uint[] wiresB = Used(_qap.V);
        stream.Write(ProvingKeySection.WiresB, () => wiresB);
        stream.WriteG2(ProvingKeySection.PointsB2, wiresB.Length, (start, to) => Pick(_qap.V, wiresB, start, to));

        // One after another, since a proof has one sum over the three of them: it reads them where they are.
        stream.WriteG1(ProvingKeySection.PointsC, _r1cs.WireCount - open, FillPrivate);
        stream.WriteG1(ProvingKeySection.PointsH, _qap.OddBasis.Length, FillQuotient);
        stream.WriteG1(ProvingKeySection.PointsB1, wiresB.Length, (start, to) => Pick(_qap.V, wiresB, start, to));
    }

    public void Dispose() => _deltaInverse.Dispose();

    private G1Affine[] ElementsG1()
    {
        G1 p = G1.Generator;
        return
        [
            p.MultiplyVarTime(in _trapdoor.Alpha).ToAffine(),
            p.MultiplyVarTime(in _trapdoor.Beta).ToAffine(),
            p.MultiplyVarTime(in _trapdoor.Delta).ToAffine(),
        ];
    }

    private G2Affine[] ElementsG2()
    {
        G2 q = G2.Generator;
        return
        [
            q.MultiplyVarTime(in _trapdoor.Beta).ToAffine(),
            G2Affine.Generator,
            q.MultiplyVarTime(in _trapdoor.Delta).ToAffine(),
        ];
    }

    /// <summary>βuᵢ + αvᵢ + wᵢ of the constant one and the public wires, divided by γ = 1.</summary>
    private void FillInputs(int start, Span<Fr> scalars)
    {
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars[i] = Combined(start + i);
        }
    }

    /// <summary>βuᵢ + αvᵢ + wᵢ of the private wires, divided by δ.</summary>
    private void FillPrivate(int start, Span<Fr> scalars)
    {
        int first = _r1cs.PublicCount + 1 + start;
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars[i] = Combined(first + i) * DeltaInverse;
        }
    }

    private void FillQuotient(int start, Span<Fr> scalars)
    {
        ReadOnlySpan<Fr> basis = _qap.OddBasis.Slice(start, scalars.Length);
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars[i] = basis[i] * DeltaInverse;
        }
    }

    private Fr Combined(int wire) =>
        (_trapdoor.Beta * _qap.U[wire]) + (_trapdoor.Alpha * _qap.V[wire]) + _qap.W[wire];

    /// <summary>The wires with a scalar other than zero: the point of another one would only be the
    /// identity.</summary>
    private static uint[] Used(ReadOnlySpan<Fr> scalars)
    {
        var used = new List<uint>(scalars.Length);
        for (int i = 0; i < scalars.Length; i++)
        {
            if (!scalars[i].IsZero)
            {
                used.Add((uint)i);
            }
        }

        return [.. used];
    }

    private static void Pick(ReadOnlySpan<Fr> scalars, uint[] wires, int start, Span<Fr> picked)
    {
        for (int i = 0; i < picked.Length; i++)
        {
            picked[i] = scalars[(int)wires[start + i]];
        }
    }
}
