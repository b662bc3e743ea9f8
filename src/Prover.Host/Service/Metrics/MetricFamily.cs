using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Prover.Host.Service.Metrics;

/// <summary>One instrument summed up: a series for each set of labels.</summary>
internal sealed class MetricFamily
{
    private readonly string help;
    private readonly string kind;
    private readonly double[] bounds;
    private readonly SortedDictionary<string, Series> series = new(StringComparer.Ordinal);

    private MetricFamily(string name, string help, string kind, double[] bounds)
    {
        Name = name;
        this.help = help;
        this.kind = kind;
        this.bounds = bounds;
    }

    /// <summary>The name in Prometheus' way.</summary>
    public string Name { get; }

    /// <summary>A family for an instrument.</summary>
    public static MetricFamily Of(Instrument instrument, string name)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        string kind = type == typeof(Histogram<>) ? "histogram" : type == typeof(Counter<>) ? "counter" : "gauge";
        double[] bounds = instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } advised }
            ? [.. advised] : [];
        return new MetricFamily(name, instrument.Description ?? "", kind, bounds);
    }

    /// <summary>Before gauges are observed anew: what they do not tell any more is gone.</summary>
    public void Forget()
    {
        if (kind == "gauge")
        {
            series.Clear();
        }
    }

    /// <summary>Takes a measurement in.</summary>
    public void Take(string labels, double value)
    {
        if (!series.TryGetValue(labels, out Series? one))
        {
            series[labels] = one = new Series(new long[bounds.Length]);
        }

        one.Count++;
        one.Sum = kind == "gauge" ? value : one.Sum + value;
        for (int i = 0; i < bounds.Length; i++)
        {
            one.Buckets[i] += value <= bounds[i] ? 1 : 0;
        }
    }

    /// <summary>Writes the lines.</summary>
    public void Write(StringBuilder text)
    {
        _ = text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {help}\n# TYPE {Name} {kind}\n");
        foreach ((string labels, Series one) in series)
        {
            if (kind != "histogram")
            {
                Line(text, "", labels, one.Sum);
                continue;
            }

            string comma = labels.Length == 0 ? "" : ",";
            for (int i = 0; i < bounds.Length; i++)
            {
                Line(text, "_bucket", $"{labels}{comma}le=\"{Text(bounds[i])}\"", one.Buckets[i]);
            }

            Line(text, "_bucket", $"{labels}{comma}le=\"+Inf\"", one.Count);
            Line(text, "_sum", labels, one.Sum);
            Line(text, "_count", labels, one.Count);
        }
    }

    private void Line(StringBuilder text, string ending, string labels, double value)
    {
        string braces = labels.Length == 0 ? "" : "{" + labels + "}";
        _ = text.Append(Name).Append(ending).Append(braces).Append(' ').Append(Text(value)).Append('\n');
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class Series(long[] buckets)
    {
        public long[] Buckets => buckets;

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
