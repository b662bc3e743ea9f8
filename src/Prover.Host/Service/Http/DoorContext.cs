using Microsoft.Extensions.Logging;
using Prover.Host.Service.Metrics;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;

namespace Prover.Host.Service.Http;

/// <summary>What all routes share.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Parts">The ports.</param>
/// <param name="Control">Where the process is.</param>
/// <param name="Watch">What the node does.</param>
/// <param name="Tokens">Who may do what.</param>
/// <param name="Text">The figures as text.</param>
/// <param name="Log">The log.</param>
internal sealed record DoorContext(
    ServiceSettings Settings,
    NodeParts Parts,
    NodeControl Control,
    NodeWatch Watch,
    TokenGuard Tokens,
    PrometheusText Text,
    ILogger Log)
{
    /// <summary>Blocks of each client.</summary>
    public ClientBuckets Buckets { get; } =
        new(Settings.Limits.BlocksPerSecond, Settings.Limits.BlockBurst, Parts.Clock);

    /// <summary>Bodies that are read at the moment.</summary>
    public RoomFor Bodies { get; } = new(Settings.Limits.BlocksAtOnce);

    /// <summary>Event streams at the moment.</summary>
    public RoomFor Streams { get; } = new(Settings.Http.EventStreams);
}
