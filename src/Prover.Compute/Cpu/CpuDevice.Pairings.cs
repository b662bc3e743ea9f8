using Prover.Algebra;

namespace Prover.Compute;

public abstract partial class CpuDevice
{
    /// <inheritdoc/>
    public bool PairingProductIsOne(ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        SameLength(p.Length, q.Length);
        budget.Cancellation.ThrowIfCancellationRequested();
        return PairingProductIsOneCore(p, q, budget);
    }

    /// <inheritdoc/>
    public abstract ResidentPairingPoints LoadPairingPoints(ReadOnlySpan<G2Affine> points);

    /// <inheritdoc/>
    public bool TryPairingProduct(PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        SameLength(terms.P.Length, terms.Q.Length);
        if (isValid.Length > 0)
        {
            SameLength(terms.Count, isValid.Length);
        }

        if (terms.S is not null)
        {
            _ = Own<ResidentPairingPoints>(terms.S);
        }

        if (terms.R.Length > (terms.S?.Length ?? 0))
        {
            throw new ArgumentException(
                $"Expected at most {terms.S?.Length ?? 0} partners of loaded points, found {terms.R.Length}.");
        }

        budget.Cancellation.ThrowIfCancellationRequested();
        Span<bool> flags = isValid.Length == terms.Count ? isValid : new bool[terms.Count];
        return TryPairingProductCore(terms, flags, out product, budget);
    }

    /// <inheritdoc/>
    public void MultiplyEach(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        SameLength(points.Length, scalars.Length);
        SameLength(points.Length, results.Length);
        budget.Cancellation.ThrowIfCancellationRequested();
        MultiplyEachCore(points, scalars, results, budget);
    }

    /// <inheritdoc/>
    public G1Affine SumOfMultiples(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        SameLength(points.Length, scalars.Length);
        budget.Cancellation.ThrowIfCancellationRequested();
        return SumOfMultiplesCore(points, scalars, budget);
    }

    /// <summary>Π e(Pᵢ, Qᵢ) = 1, of one length.</summary>
    protected abstract bool PairingProductIsOneCore(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget);

    /// <summary>The product of all terms, and one flag for each; lengths fit, S is this device's.</summary>
    protected abstract bool TryPairingProductCore(
        PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget);

    /// <summary>resultsᵢ ← kᵢ·Pᵢ, of one length.</summary>
    protected abstract void MultiplyEachCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget);

    /// <summary>Σ kᵢ·Pᵢ, of one length.</summary>
    protected abstract G1Affine SumOfMultiplesCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget);
}
