using Prover.Algebra;

namespace Prover.Compute;

/// <summary>Products of pairings and short sums through <see cref="Pairing"/> and <see cref="G1"/>: what any device can
/// fall back on, and the slow twin of one that does better.</summary>
public static class ManagedPairing
{
    /// <summary>Points of G2 as they are, for <paramref name="device"/>.</summary>
    /// <exception cref="ArgumentException">A point is not in G2.</exception>
    public static ResidentPairingPoints Load(IComputeDevice device, ReadOnlySpan<G2Affine> points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            if (!points[i].IsInSubgroup())
            {
                throw new ArgumentException($"Point {i} is not in G2.", nameof(points));
            }
        }

        return new Points(device, points.ToArray());
    }

    /// <summary>What <see cref="IComputeDevice.TryPairingProduct"/> promises; lengths fit, S is from
    /// <see cref="Load"/>.</summary>
    public static bool TryProduct(PairingTerms terms, Span<bool> isValid, out Fq12 product)
    {
        bool all = true;
        var pairs = new (G1Affine P, G2Affine Q)[terms.Count];
        for (int i = 0; i < terms.P.Length; i++)
        {
            pairs[i] = (terms.P[i], terms.Q[i]);
            isValid[i] = terms.P[i].IsOnCurve() && terms.Q[i].IsInSubgroup();
            all &= isValid[i];
        }

        ReadOnlySpan<G2Affine> s = terms.S is null ? default : ((Points)terms.S).Values;
        for (int j = 0, i = terms.P.Length; i < pairs.Length; i++, j++)
        {
            pairs[i] = (terms.R[j], s[j]);
            isValid[i] = terms.R[j].IsOnCurve();
            all &= isValid[i];
        }

        product = all ? Pairing.Product(pairs) : default;
        return all;
    }

    /// <summary>resultsᵢ ← kᵢ·Pᵢ, of one length.</summary>
    public static void MultiplyEach(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results)
    {
        var multiples = new G1[points.Length];
        for (int i = 0; i < multiples.Length; i++)
        {
            multiples[i] = G1.FromAffine(in points[i]).MultiplyVarTime(in scalars[i]);
        }

        G1.Normalize(multiples, results);
    }

    /// <summary>Σ kᵢ·Pᵢ, of one length.</summary>
    public static G1Affine SumOfMultiples(ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars)
    {
        G1 sum = G1.Identity;
        for (int i = 0; i < points.Length; i++)
        {
            sum += G1.FromAffine(in points[i]).MultiplyVarTime(in scalars[i]);
        }

        return sum.ToAffine();
    }

    private sealed class Points(IComputeDevice device, G2Affine[] values)
        : ResidentPairingPoints(device, values.Length)
    {
        public ReadOnlySpan<G2Affine> Values
        {
            get
            {
                ObjectDisposedException.ThrowIf(IsDisposed, this);
                return values;
            }
        }
    }
}
