using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using Prover.Host.Service.Settings;

namespace Prover.Host.Service.Metrics;

/// <summary>Pushes the figures with OTLP over HTTP, in protobuf, where that is asked for.</summary>
internal static class OtlpPush
{
    /// <summary>Starts pushing; null if no address is set. Disposing pushes once more.</summary>
    public static MeterProvider? Start(ServiceSettings settings)
    {
        return settings.Metrics.OtlpEndpoint is not { } endpoint ? null : Sdk.CreateMeterProviderBuilder()
            .AddMeter(NodeMeters.MeterName)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.TimeoutMilliseconds = 5000;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                    (int)settings.Metrics.OtlpInterval.TotalMilliseconds;
            })
            .Build();
    }
}
