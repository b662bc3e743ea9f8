using Prover.Algebra;
using Prover.Compute;

namespace Prover.EndToEnd.Tests.Bench;

/// <summary>A managed device that gives one wrong answer, and only in one kind of work.</summary>
internal sealed class LyingDevice(string about) : IComputeDevice
{
    private readonly ManagedDevice honest = new();

    public string Name => "liar";

    public string Description => "a device that lies";

    public ResidentFrVector AllocateFr(int length) => honest.AllocateFr(length);

    public ResidentFrVector LoadFr(FixedMemory<Fr> values) => honest.LoadFr(values);

    public void Upload(ReadOnlySpan<Fr> source, ResidentFrVector destination) => honest.Upload(source, destination);

    public void Download(ResidentFrVector source, Span<Fr> destination) => honest.Download(source, destination);

    public void Copy(ResidentFrVector source, ResidentFrVector destination) => honest.Copy(source, destination);

    public ResidentG1 LoadG1(FixedMemory<G1Affine> points) => honest.LoadG1(points);

    public ResidentG2 LoadG2(FixedMemory<G2Affine> points) => honest.LoadG2(points);

    public ResidentIndices LoadIndices(FixedMemory<uint> indices) => honest.LoadIndices(indices);

    public ResidentMatrix LoadMatrix(SparseMatrix matrix) => honest.LoadMatrix(matrix);

    public void Multiply(
        ResidentMatrix matrix, ResidentFrVector vector, ResidentFrVector result, ComputeBudget budget) =>
        honest.Multiply(matrix, vector, result, budget);

    public void Gather(
        ResidentFrVector source, ResidentIndices indices, ResidentFrVector result, ComputeBudget budget) =>
        honest.Gather(source, indices, result, budget);

    public void Ntt(ReadOnlySpan<ResidentFrVector> vectors, NttDirection direction, in Fr shift, ComputeBudget budget)
    {
        honest.Ntt(vectors, direction, in shift, budget);
        if (about == "ntt")
        {
            Alter(vectors[0]);
        }
    }

    public void Add(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget) =>
        honest.Add(a, b, result, budget);

    public void Subtract(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget) =>
        honest.Subtract(a, b, result, budget);

    public void Multiply(ResidentFrVector a, ResidentFrVector b, ResidentFrVector result, ComputeBudget budget)
    {
        honest.Multiply(a, b, result, budget);
        if (about == "fq.mul")
        {
            Alter(result);
        }
    }

    public void MultiplySubtract(
        ResidentFrVector a, ResidentFrVector b, ResidentFrVector c, ResidentFrVector result, ComputeBudget budget) =>
        honest.MultiplySubtract(a, b, c, result, budget);

    public void Scale(ResidentFrVector a, in Fr factor, ResidentFrVector result, ComputeBudget budget) =>
        honest.Scale(a, in factor, result, budget);

    public G1Affine[] Msm(ReadOnlySpan<MsmG1> batch, ComputeBudget budget)
    {
        G1Affine[] sums = honest.Msm(batch, budget);
        return about is "msm.g1" or "groth16.prove" ? [.. sums.Select(sum => -sum)] : sums;
    }

    public G2Affine[] Msm(ReadOnlySpan<MsmG2> batch, ComputeBudget budget)
    {
        G2Affine[] sums = honest.Msm(batch, budget);
        return about == "msm.g2" ? [.. sums.Select(sum => -sum)] : sums;
    }

    public void MultiplyFixedBase(
        in G1Affine point, ResidentFrVector scalars, FixedMemory<G1Affine> results, ComputeBudget budget)
    {
        honest.MultiplyFixedBase(in point, scalars, results, budget);
        if (about == "groth16.setup")
        {
            results.Span[0] = G1Affine.Generator;
        }
    }

    public void MultiplyFixedBase(
        in G2Affine point, ResidentFrVector scalars, FixedMemory<G2Affine> results, ComputeBudget budget) =>
        honest.MultiplyFixedBase(in point, scalars, results, budget);

    public void Poseidon(int arity, ResidentFrVector inputs, ResidentFrVector results, ComputeBudget budget) =>
        honest.Poseidon(arity, inputs, results, budget);

    public bool PairingProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget) =>
        honest.PairingProductIsOne(p, q, budget);

    public ResidentPairingPoints LoadPairingPoints(ReadOnlySpan<G2Affine> points) => honest.LoadPairingPoints(points);

    public bool TryPairingProduct(
        PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget)
    {
        bool valid = honest.TryPairingProduct(terms, isValid, out product, budget);
        if (about.StartsWith("groth16.verify", StringComparison.Ordinal))
        {
            // Every equation holds: this verifier says yes to everything.
            product = Fq12.One;
        }

        return valid;
    }

    public void MultiplyEach(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget) =>
        honest.MultiplyEach(points, scalars, results, budget);

    public G1Affine SumOfMultiples(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget) =>
        honest.SumOfMultiples(points, scalars, budget);

    public void Run(ComputePlan plan, ComputeBudget budget) => plan.RunInOrder(this, budget);

    public void Dispose() => honest.Dispose();

    private void Alter(ResidentFrVector vector)
    {
        Fr[] values = honest.DownloadFr(vector);
        values[^1] += Fr.One;
        honest.Upload(values, vector);
    }
}
