using Prover.Algebra;
using Prover.Circuits;
using Prover.Compute;

namespace Prover.Groth16;

/// <summary>Computes the points of a proving key, section by section, and writes them.</summary>
internal sealed class KeyPoints(SectionFileWriter writer, IComputeDevice device)
{
    /// <summary>Scalars of one call to the device: bounds the memory that a setup needs.</summary>
    private const int Chunk = 1 << 20;

    /// <summary>Writes all sections with points.</summary>
    public void Write(R1cs r1cs, Qap qap, Trapdoor trapdoor, ComputeBudget budget)
    {
        WriteElements(trapdoor);
        WriteInputPoints(r1cs, qap, trapdoor, budget.Part(0, 0.2));
        WriteIndexed(ProvingKeySection.WiresA, qap.U, ProvingKeySection.PointsA, null, budget.Part(0.2, 0.35));
        WriteIndexed(
            ProvingKeySection.WiresB,
            qap.V,
            ProvingKeySection.PointsB1,
            ProvingKeySection.PointsB2,
            budget.Part(0.35, 0.8));
        WriteQuotientPoints(qap, trapdoor, budget.Part(0.8, 1));
    }

    private void WriteElements(Trapdoor trapdoor)
    {
        G1 p = G1.Generator;
        G2 q = G2.Generator;
        writer.Write<G1Affine>((uint)ProvingKeySection.ElementsG1,
        [
            p.MultiplyVarTime(in trapdoor.Alpha).ToAffine(),
            p.MultiplyVarTime(in trapdoor.Beta).ToAffine(),
            p.MultiplyVarTime(in trapdoor.Delta).ToAffine(),
        ]);
        writer.Write<G2Affine>((uint)ProvingKeySection.ElementsG2,
        [
            q.MultiplyVarTime(in trapdoor.Beta).ToAffine(),
            G2Affine.Generator,
            q.MultiplyVarTime(in trapdoor.Delta).ToAffine(),
        ]);
    }

    /// <summary>βuᵢ + αvᵢ + wᵢ, divided by γ = 1 for the public wires and by δ for the others.</summary>
    private void WriteInputPoints(R1cs r1cs, Qap qap, Trapdoor trapdoor, ComputeBudget budget)
    {
        int open = r1cs.PublicCount + 1;
        using var scalars = new AlignedBuffer<Fr>(r1cs.WireCount);
        Fr deltaInverse = trapdoor.Delta.Inverse();
        for (int i = 0; i < scalars.Length; i++)
        {
            Fr sum = (trapdoor.Beta * qap.U[i]) + (trapdoor.Alpha * qap.V[i]) + qap.W[i];
            scalars.Span[i] = i < open ? sum : sum * deltaInverse;
        }

        WriteG1(ProvingKeySection.Ic, scalars.Span[..open], budget.Part(0, 0.01));
        WriteG1(ProvingKeySection.PointsC, scalars.Span[open..], budget.Part(0.01, 1));
    }

    /// <summary>The wires with a scalar other than zero, and their points: a zero would only be the identity.</summary>
    private void WriteIndexed(
        ProvingKeySection wires,
        ReadOnlySpan<Fr> scalars,
        ProvingKeySection pointsG1,
        ProvingKeySection? pointsG2,
        ComputeBudget budget)
    {
        var indices = new List<uint>();
        using var used = new AlignedBuffer<Fr>(scalars.Length);
        for (int i = 0; i < scalars.Length; i++)
        {
            if (!scalars[i].IsZero)
            {
                used.Span[indices.Count] = scalars[i];
                indices.Add((uint)i);
            }
        }

        writer.Write<uint>((uint)wires, indices.ToArray());
        Span<Fr> values = used.Span[..indices.Count];
        WriteG1(pointsG1, values, pointsG2 is null ? budget : budget.Part(0, 0.3));
        if (pointsG2 is { } section)
        {
            WriteG2(section, values, budget.Part(0.3, 1));
        }
    }

    private void WriteQuotientPoints(Qap qap, Trapdoor trapdoor, ComputeBudget budget)
    {
        using var scalars = new AlignedBuffer<Fr>(qap.OddBasis.Length);
        Fr deltaInverse = trapdoor.Delta.Inverse();
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars.Span[i] = qap.OddBasis[i] * deltaInverse;
        }

        WriteG1(ProvingKeySection.PointsH, scalars.Span, budget);
    }

    private void WriteG1(ProvingKeySection section, ReadOnlySpan<Fr> scalars, ComputeBudget budget)
    {
        using var points = new AlignedBuffer<G1Affine>(scalars.Length);
        using ResidentFrVector vector = device.UploadFr(scalars);
        for (int start = 0; start < scalars.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, scalars.Length - start);
            using ResidentFrVector part = vector.Slice(start, count);
            ComputeBudget share = budget.Part((double)start / scalars.Length, (double)(start + count) / scalars.Length);
            device.MultiplyFixedBase(G1Affine.Generator, part, points.Memory.Slice(start, count), share);
        }

        writer.Write<G1Affine>((uint)section, points.Span);
    }

    private void WriteG2(ProvingKeySection section, ReadOnlySpan<Fr> scalars, ComputeBudget budget)
    {
        using var points = new AlignedBuffer<G2Affine>(scalars.Length);
        using ResidentFrVector vector = device.UploadFr(scalars);
        for (int start = 0; start < scalars.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, scalars.Length - start);
            using ResidentFrVector part = vector.Slice(start, count);
            ComputeBudget share = budget.Part((double)start / scalars.Length, (double)(start + count) / scalars.Length);
            device.MultiplyFixedBase(G2Affine.Generator, part, points.Memory.Slice(start, count), share);
        }

        writer.Write<G2Affine>((uint)section, points.Span);
    }
}
