namespace Prover.Host.Service.Settings;

/// <summary>All settings of <c>prover serve</c>: immutable, checked before anything starts.</summary>
/// <remarks>
/// A setting is named <c>Section:Name</c>. The README of this project has the table, which a test compares with these
/// records. No value here is a secret: secrets are in files or environment variables that settings name.
/// </remarks>
internal sealed record ServiceSettings
{
    /// <summary>What is proven, with what.</summary>
    public ProverSettings Prover { get; init; } = new();

    /// <summary>The process as a whole.</summary>
    public NodeSettings Node { get; init; } = new();

    /// <summary>Where jobs and blocks are kept.</summary>
    public StoreSettings Store { get; init; } = new();

    /// <summary>The HTTP door.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>What may come in, and how fast.</summary>
    public LimitSettings Limits { get; init; } = new();

    /// <summary>Leases, attempts, time limits.</summary>
    public JobSettings Jobs { get; init; } = new();

    /// <summary>RabbitMQ.</summary>
    public QueueSettings Queue { get; init; } = new();

    /// <summary>What proves in this process.</summary>
    public WorkerSettings Worker { get; init; } = new();

    /// <summary>Ethereum.</summary>
    public L1Settings L1 { get; init; } = new();

    /// <summary>Metrics that are pushed; those that are read are always at <c>/metrics</c>.</summary>
    public MetricsSettings Metrics { get; init; } = new();

    /// <summary>Log lines.</summary>
    public LogSettings Log { get; init; } = new();
}

/// <summary>Which part of the service a process is.</summary>
internal enum NodeRole
{
    /// <summary>Everything: doors, jobs, proofs, L1.</summary>
    Node,

    /// <summary>Proofs only, for the node behind a RabbitMQ.</summary>
    Worker,
}

/// <summary>How log lines look.</summary>
internal enum LogFormat
{
    /// <summary>One line of text each.</summary>
    Text,

    /// <summary>One JSON object each.</summary>
    Json,
}
