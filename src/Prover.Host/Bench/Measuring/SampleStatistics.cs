using System.Numerics.Tensors;

namespace Prover.Host.Bench.Measuring;

/// <summary>What a row of samples says.</summary>
/// <param name="Median">Half of the samples lie on either side.</param>
/// <param name="P95">The 95th percentile, interpolated.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Mean">The average.</param>
/// <param name="Spread">Standard deviation over mean; 0 for one sample.</param>
internal readonly record struct SampleStatistics(
    double Median, double P95, double Min, double Max, double Mean, double Spread)
{
    /// <summary>Computes all of it.</summary>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static SampleStatistics Of(ReadOnlySpan<double> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("No samples.", nameof(samples));
        }

        double[] sorted = samples.ToArray();
        Array.Sort(sorted);
        double mean = TensorPrimitives.Average<double>(sorted);
        return new SampleStatistics(
            Percentile(sorted, 0.5),
            Percentile(sorted, 0.95),
            TensorPrimitives.Min<double>(sorted),
            TensorPrimitives.Max<double>(sorted),
            mean,
            mean == 0 ? 0 : TensorPrimitives.StdDev<double>(sorted) / mean);
    }

    /// <summary>The median alone.</summary>
    public static double MedianOf(ReadOnlySpan<double> samples) => Of(samples).Median;

    /// <summary>The value below which a fraction of the samples lies, on the line through neighbours (type 7 of
    /// Hyndman and Fan, 1996: what spreadsheets and numpy do).</summary>
    private static double Percentile(ReadOnlySpan<double> sorted, double fraction)
    {
        double position = fraction * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
