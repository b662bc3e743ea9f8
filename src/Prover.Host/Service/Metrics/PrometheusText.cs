using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Prover.Host.Service.Metrics;

/// <summary>Sums up the instruments of a meter and writes them in the text form of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// <c>prover.stage.duration</c> with unit <c>s</c> becomes <c>prover_stage_duration_seconds</c>; a counter gets
/// <c>_total</c>; source: the OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility".
/// </remarks>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly MeterListener listener = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);

    public PrometheusText(Meter meter)
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
            {
                self.EnableMeasurementEvents(instrument, FamilyOf(instrument));
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Take(state, value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Take(state, value, tags));
        listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Take(state, value, tags));
        listener.Start();
    }

    /// <summary>All figures as they are now.</summary>
    public string Write()
    {
        lock (gate)
        {
            foreach (MetricFamily family in families.Values)
            {
                family.Forget();
            }
        }

        listener.RecordObservableInstruments();
        StringBuilder text = new();
        lock (gate)
        {
            foreach (MetricFamily family in families.Values)
            {
                family.Write(text);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    /// <summary>The name in Prometheus' way.</summary>
    public static string NameOf(Instrument instrument)
    {
        string unit = instrument.Unit switch
        {
            null or "" => "",
            "s" => "_seconds",
            "By" => "_bytes",
            string other => "_" + other,
        };
        bool counts = instrument.GetType().GetGenericTypeDefinition() == typeof(Counter<>);
        return instrument.Name.Replace('.', '_') + unit + (counts ? "_total" : "");
    }

    private MetricFamily FamilyOf(Instrument instrument)
    {
        lock (gate)
        {
            MetricFamily family = MetricFamily.Of(instrument, NameOf(instrument));
            families[family.Name] = family;
            return family;
        }
    }

    private void Take(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = Labels(tags);
        lock (gate)
        {
            ((MetricFamily)state!).Take(labels, value);
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        StringBuilder text = new();
        foreach ((string name, object? value) in tags)
        {
            string clean = (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            _ = text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"").Append(clean).Append('"');
        }

        return text.ToString();
    }
}
