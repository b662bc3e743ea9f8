namespace Prover.Host.Service.Settings;

/// <summary>What is proven, with what.</summary>
internal sealed record ProverSettings
{
    [Setting("Block circuits that are served, as `circuit/preset` with commas between; at least one.")]
    public IReadOnlyList<string> Circuits { get; init; } = [];

    [Setting("Folder with a key for each circuit: `<circuit id>.key`, as `prover setup` or the demo makes them.")]
    public string? KeyFolder { get; init; }

    [Setting("Devices to prove on: `auto` or names of `prover devices`, with commas between; a worker for each.")]
    public IReadOnlyList<string> Devices { get; init; } = ["auto"];

    [Setting("Threads of a device; 0 for all processors.", Min = 0, Max = 1024)]
    public int Threads { get; init; }

    [Setting("Whether keys of a development setup are used on a chain that is not a local one.")]
    public bool AllowDevelopmentKeys { get; init; }

    [Setting("Whether whole key files are read at start and compared with their hashes.")]
    public bool CheckKeyHashes { get; init; } = true;

    [Setting("Memory that may be used; none: what the machine can give. Less than is needed refuses the start.",
        Min = 1 << 20)]
    public ByteSize? MemoryBudget { get; init; }

    [Setting("Whether a proof is made and verified on each device before the node is ready.")]
    public bool WarmUp { get; init; } = true;
}

/// <summary>The process as a whole.</summary>
internal sealed record NodeSettings
{
    [Setting("`node` (all parts) or `worker` (proofs only, for a node behind RabbitMQ).")]
    public NodeRole Role { get; init; } = NodeRole.Node;

    [Setting("Name of this process among those of one queue; default: the machine's name.")]
    public string Name { get; init; } = MachineName();

    [Setting("How long running proofs may go on after the first signal before they are handed back.",
        Min = 0, Max = 604_800)]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromMinutes(20);

    [Setting("A stage without progress is stuck after three times its median, but not before this.",
        Min = 1, Max = 86_400)]
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(5);

    [Setting("How often the log says that the node lives.", Min = 1, Max = 86_400)]
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromMinutes(1);

    private static string MachineName()
    {
        string name = string.Concat(
            Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'));
        return name.Length == 0 ? "prover" : name[..Math.Min(name.Length, 60)];
    }
}

/// <summary>Where jobs and blocks are kept.</summary>
internal sealed record StoreSettings
{
    [Setting("Folder of the job table (`jobs.db`) and of the blocks (`payloads/`), on a local disk.")]
    public string? Folder { get; init; }

    [Setting("How long final and dropped jobs are kept with their blocks and history; 0 for ever.",
        Min = 0, Max = 315_360_000)]
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);
}

/// <summary>What proves in this process.</summary>
internal sealed record WorkerSettings
{
    [Setting("Whether this node proves itself; `false` leaves proofs to workers behind RabbitMQ.")]
    public bool Enabled { get; init; } = true;

    [Setting("Role `worker`: address of the node that hands out blocks, like `http://node:8080`.")]
    public Uri? PayloadsFrom { get; init; }

    [Setting("Role `worker`: folder shared with the node, where blocks are read instead.")]
    public string? PayloadFolder { get; init; }

    [Setting("Role `worker`: file with the worker token of the node.")]
    public string? TokenFile { get; init; }

    [Setting("Role `worker`: environment variable with the worker token of the node.")]
    public string? TokenVariable { get; init; }
}

/// <summary>Metrics that are pushed.</summary>
internal sealed record MetricsSettings
{
    [Setting("Where metrics are pushed with OTLP over HTTP, like `http://127.0.0.1:4318/v1/metrics`.")]
    public Uri? OtlpEndpoint { get; init; }

    [Setting("How often they are pushed.", Min = 1, Max = 3_600)]
    public TimeSpan OtlpInterval { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>Log lines.</summary>
internal sealed record LogSettings
{
    [Setting("`text` (one line each) or `json` (one object each), on stderr.")]
    public LogFormat Format { get; init; } = LogFormat.Text;

    [Setting("Whether small steps are logged as well: each request, each lease.")]
    public bool Verbose { get; init; }
}
