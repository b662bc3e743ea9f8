using Prover.Algebra;

namespace Prover.Compute.Native;

public sealed partial class NativeDevice
{
    /// <summary>Most pairs of one piece: what the kernel takes into one Miller loop. More pairs share its squarings
    /// and inversions, more pieces its threads.</summary>
    private const int PairGrain = 32;

    /// <summary>Fewest pairs that are worth a piece.</summary>
    private const int LeastPairs = 8;

    /// <summary>Points whose multiples share one inversion.</summary>
    private const int MultipleGrain = 16;

    /// <summary>Points of one sum: enough to make what a piece costs by itself small.</summary>
    private const int SumGrain = 128;

    /// <inheritdoc/>
    public override ResidentPairingPoints LoadPairingPoints(ReadOnlySpan<G2Affine> points) =>
        new NativePairingPoints(this, NativePairing.Table(points), points.Length);

    /// <inheritdoc/>
    protected override bool PairingProductIsOneCore(
        ReadOnlySpan<G1Affine> p, ReadOnlySpan<G2Affine> q, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        using var cancel = new CancelFlag(budget.Cancellation);
        return NativePairing.ProductIsOne(p, q, cancel);
    }

    /// <inheritdoc/>
    protected override bool TryPairingProductCore(
        PairingTerms terms, Span<bool> isValid, out Fq12 product, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        using var cancel = new CancelFlag(budget.Cancellation);
        NativeBlock? table = (terms.S as NativePairingPoints)?.Table;
        product = default;
        if (terms.P.Length <= PairsPerPiece(terms.P.Length, budget.MaxThreads))
        {
            bool single = NativePairing.TryMiller(terms, table, isValid, out Fq12 value, cancel);
            product = single ? NativePairing.Finish([value]) : default;
            return single;
        }

        Fq12[] values = MillerPieces(terms, table, isValid, out bool all, cancel, budget);
        product = all ? NativePairing.Finish(values) : default;
        return all;
    }

    /// <inheritdoc/>
    protected override void MultiplyEachCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, Span<G1Affine> results, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        using var cancel = new CancelFlag(budget.Cancellation);
        var from = points.ToArray();
        var factors = scalars.ToArray();
        var to = new G1Affine[from.Length];
        budget.ForRanges(from.Length, MultipleGrain, (start, count) => NativeFew.MultiplyEach(
            to.AsSpan(start, count), from.AsSpan(start, count), factors.AsSpan(start, count), cancel));
        to.CopyTo(results);
    }

    /// <inheritdoc/>
    protected override G1Affine SumOfMultiplesCore(
        ReadOnlySpan<G1Affine> points, ReadOnlySpan<Fr> scalars, ComputeBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        using var cancel = new CancelFlag(budget.Cancellation);
        if (points.Length <= SumGrain)
        {
            return NativeFew.Sum(points, scalars, cancel);
        }

        var from = points.ToArray();
        var factors = scalars.ToArray();
        var parts = new G1Affine[(from.Length + SumGrain - 1) / SumGrain];
        budget.ForRanges(from.Length, SumGrain, (start, count) =>
            parts[start / SumGrain] = NativeFew.Sum(from.AsSpan(start, count), factors.AsSpan(start, count), cancel));
        G1 sum = G1.Identity;
        foreach (G1Affine part in parts)
        {
            sum += part;
        }

        return sum.ToAffine();
    }

    /// <summary>Pieces of equal size, as many as there are threads, or twice as many, and so on.</summary>
    private static int PairsPerPiece(int pairs, int threads)
    {
        int useful = Math.Clamp(pairs / LeastPairs, 1, threads);
        int pieces = Math.Max((pairs + PairGrain - 1) / PairGrain, 1);
        pieces = (pieces + useful - 1) / useful * useful;
        return Math.Max((pairs + pieces - 1) / pieces, 1);
    }

    /// <summary>One Miller value per piece of the fresh pairs; the loaded points go with the last piece, which may be
    /// shorter.</summary>
    private static Fq12[] MillerPieces(
        PairingTerms terms,
        NativeBlock? table,
        Span<bool> isValid,
        out bool all,
        CancelFlag cancel,
        ComputeBudget budget)
    {
        G1Affine[] p = terms.P.ToArray();
        G2Affine[] q = terms.Q.ToArray();
        G1Affine[] r = terms.R.ToArray();
        int grain = PairsPerPiece(p.Length, budget.MaxThreads);
        bool[] flags = new bool[terms.Count];
        bool[] done = new bool[(p.Length + grain - 1) / grain];
        var values = new Fq12[done.Length];
        budget.ForRanges(p.Length, grain, (start, count) =>
        {
            int piece = start / grain;
            bool last = piece + 1 == done.Length;
            var part = new PairingTerms
            {
                P = p.AsSpan(start, count),
                Q = q.AsSpan(start, count),
                R = last ? r : default,
            };
            done[piece] = NativePairing.TryMiller(
                part, table, flags.AsSpan(start, part.Count), out values[piece], cancel);
        });
        flags.CopyTo(isValid);
        all = Array.TrueForAll(done, ok => ok);
        return values;
    }
}
