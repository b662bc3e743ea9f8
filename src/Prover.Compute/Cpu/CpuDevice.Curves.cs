using Prover.Algebra;

namespace Prover.Compute;

public abstract partial class CpuDevice
{
    /// <inheritdoc/>
    public G1Affine[] Msm(ReadOnlySpan<MsmG1> batch, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var results = new G1Affine[batch.Length];
        for (int i = 0; i < batch.Length; i++)
        {
            FixedMemory<G1Affine> points = Own<CpuG1>(batch[i].Points).Memory;
            FixedMemory<Fr> scalars = Unwrap(batch[i].Scalars);
            SameLength(points.Length, scalars.Length);
            results[i] = points.Length == 0
                ? G1Affine.Identity
                : MsmCore(points, scalars, PartOf(budget, i, batch.Length));
        }

        return results;
    }

    /// <inheritdoc/>
    public G2Affine[] Msm(ReadOnlySpan<MsmG2> batch, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var results = new G2Affine[batch.Length];
        for (int i = 0; i < batch.Length; i++)
        {
            FixedMemory<G2Affine> points = Own<CpuG2>(batch[i].Points).Memory;
            FixedMemory<Fr> scalars = Unwrap(batch[i].Scalars);
            SameLength(points.Length, scalars.Length);
            results[i] = points.Length == 0
                ? G2Affine.Identity
                : MsmCore(points, scalars, PartOf(budget, i, batch.Length));
        }

        return results;
    }

    /// <inheritdoc/>
    public void MultiplyFixedBase(
        in G1Affine point, ResidentFrVector scalars, FixedMemory<G1Affine> results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> k = Unwrap(scalars);
        SameLength(k.Length, results.Length);
        MultiplyFixedBaseCore(point, k, results, budget);
    }

    /// <inheritdoc/>
    public void MultiplyFixedBase(
        in G2Affine point, ResidentFrVector scalars, FixedMemory<G2Affine> results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        FixedMemory<Fr> k = Unwrap(scalars);
        SameLength(k.Length, results.Length);
        MultiplyFixedBaseCore(point, k, results, budget);
    }

    /// <inheritdoc/>
    public void Poseidon(int arity, ResidentFrVector inputs, ResidentFrVector results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentOutOfRangeException.ThrowIfLessThan(arity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(arity, 16);
        FixedMemory<Fr> from = Unwrap(inputs);
        FixedMemory<Fr> to = Unwrap(results);
        SameLength(checked(arity * to.Length), from.Length);
        Disjoint(from, to);
        PoseidonCore(arity, from, to, budget);
    }

    /// <summary>Σ kᵢ·Pᵢ in G1; as many scalars as points, at least one.</summary>
    protected abstract G1Affine MsmCore(FixedMemory<G1Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget);

    /// <summary>Σ kᵢ·Pᵢ in G2; as many scalars as points, at least one.</summary>
    protected abstract G2Affine MsmCore(FixedMemory<G2Affine> points, FixedMemory<Fr> scalars, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·P in G1, of one length.</summary>
    protected abstract void MultiplyFixedBaseCore(
        G1Affine point, FixedMemory<Fr> scalars, FixedMemory<G1Affine> results, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·P in G2, of one length.</summary>
    protected abstract void MultiplyFixedBaseCore(
        G2Affine point, FixedMemory<Fr> scalars, FixedMemory<G2Affine> results, ComputeBudget budget);

    /// <summary>One hash of <paramref name="arity"/> inputs per result; lengths fit, no overlap.</summary>
    protected abstract void PoseidonCore(
        int arity, FixedMemory<Fr> inputs, FixedMemory<Fr> results, ComputeBudget budget);

    private static ComputeBudget PartOf(ComputeBudget budget, int part, int parts) =>
        budget.Part((double)part / parts, (part + 1.0) / parts);
}
