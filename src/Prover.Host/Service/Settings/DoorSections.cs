using Prover.Pipeline;

namespace Prover.Host.Service.Settings;

/// <summary>The HTTP door.</summary>
internal sealed record HttpSettings
{
    [Setting("Addresses to listen on, with commas between. Others than loopback need a door and an admin token.")]
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8080"];

    [Setting("File with the token that sequencers send to hand in blocks.")]
    public string? DoorTokenFile { get; init; }

    [Setting("Environment variable with the token that sequencers send to hand in blocks.")]
    public string? DoorTokenVariable { get; init; }

    [Setting("File with the token for `/v1/admin`.")]
    public string? AdminTokenFile { get; init; }

    [Setting("Environment variable with the token for `/v1/admin`.")]
    public string? AdminTokenVariable { get; init; }

    [Setting("File with the token with which workers fetch blocks.")]
    public string? WorkerTokenFile { get; init; }

    [Setting("Environment variable with the token with which workers fetch blocks.")]
    public string? WorkerTokenVariable { get; init; }

    [Setting("Connections at once.", Min = 1, Max = 100_000)]
    public int MaxConnections { get; init; } = 1000;

    [Setting("Time for the head of a request.", Min = 1, Max = 600)]
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("Bytes per second that a body or an answer must keep up, after five seconds; 0 for no such limit.",
        Min = 0, Max = 1_000_000)]
    public double MinBytesPerSecond { get; init; } = 1000;

    [Setting("Event streams at once.", Min = 1, Max = 10_000)]
    public int EventStreams { get; init; } = 256;

    [Setting("How often a quiet event stream sends a comment.", Min = 0.05, Max = 600)]
    public TimeSpan EventHeartbeat { get; init; } = TimeSpan.FromSeconds(15);
}

/// <summary>What may come in, and how fast.</summary>
internal sealed record LimitSettings
{
    [Setting("Longest block.", Min = 1024, Max = 64 << 20)]
    public ByteSize BlockSize { get; init; } = new(16 << 20);

    [Setting("Blocks that are read at once.", Min = 1, Max = 10_000)]
    public int BlocksAtOnce { get; init; } = 8;

    [Setting("Blocks per second of one client (one address).", Min = 0.001, Max = 1_000_000)]
    public double BlocksPerSecond { get; init; } = 20;

    [Setting("Blocks of one client in a burst.", Min = 1, Max = 1_000_000)]
    public int BlockBurst { get; init; } = 100;

    [Setting("Jobs that may wait for a proof before new blocks are turned away.", Min = 1, Max = 1_000_000)]
    public int WaitingJobs { get; init; } = 1000;
}

/// <summary>Leases, attempts, time limits.</summary>
internal sealed record JobSettings
{
    [Setting("How long a lease lasts that is not renewed.", Min = 1, Max = 86_400)]
    public TimeSpan LeaseTime { get; init; } = JobRules.Default.LeaseTime;

    [Setting("Failures of the witness before a job is dead.", Min = 1, Max = 1000)]
    public int WitnessAttempts { get; init; } = JobRules.Default.Witness.Attempts;

    [Setting("Failures of the proof before a job is dead.", Min = 1, Max = 1000)]
    public int ProveAttempts { get; init; } = JobRules.Default.Prove.Attempts;

    [Setting("Wait after a first failure; doubles with each.", Min = 0, Max = 86_400)]
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("Longest wait after a failure.", Min = 0, Max = 86_400)]
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromMinutes(5);

    [Setting("How long a witness may show no progress before it is given to somebody else.", Min = 1, Max = 604_800)]
    public TimeSpan WitnessTimeLimit { get; init; } = JobRules.Default.Witness.TimeLimit;

    [Setting("How long a proof may show no progress before it is given to somebody else.", Min = 1, Max = 604_800)]
    public TimeSpan ProveTimeLimit { get; init; } = JobRules.Default.Prove.TimeLimit;

    [Setting("Lost leases before a job is dead that keeps losing its workers.", Min = 1, Max = 100_000)]
    public int LeaseLosses { get; init; } = JobRules.Default.LeaseLossLimit;

    [Setting("Wrong proofs before a device is quarantined.", Min = 1, Max = 1000)]
    public int WrongProofs { get; init; } = JobRules.Default.WrongProofLimit;
}

/// <summary>RabbitMQ.</summary>
internal sealed record QueueSettings
{
    [Setting("Address of RabbitMQ without a password, like `amqp://user@host:5672/vhost`; none: no broker.")]
    public Uri? Uri { get; init; }

    [Setting("File with the broker's password.")]
    public string? PasswordFile { get; init; }

    [Setting("Environment variable with the broker's password.")]
    public string? PasswordVariable { get; init; }

    [Setting("First part of all names on the broker; 1 to 60 characters of a-z 0-9 . -")]
    public string Prefix { get; init; } = "prover";

    [Setting("Whether blocks come in and events go out through the broker.")]
    public bool Door { get; init; } = true;

    [Setting("Whether workers elsewhere get work through the broker.")]
    public bool Workers { get; init; } = true;
}

/// <summary>Ethereum.</summary>
internal sealed record L1Settings
{
    [Setting("JSON-RPC address; none: proofs are made and kept, not sent.")]
    public Uri? Rpc { get; init; }

    [Setting("File with the JSON-RPC address, where that holds an access key.")]
    public string? RpcFile { get; init; }

    [Setting("Environment variable with the JSON-RPC address.")]
    public string? RpcVariable { get; init; }

    [Setting("Chain id; compared with the one that the JSON-RPC node tells. Needed without L1:Rpc.", Min = 1)]
    public ulong? ChainId { get; init; }

    [Setting("Address of the rollup's contract.")]
    public string? Contract { get; init; }

    [Setting("File with the private key of the sending account: 64 hexadecimal digits.")]
    public string? KeyFile { get; init; }

    [Setting("Environment variable with the private key of the sending account.")]
    public string? KeyVariable { get; init; }

    [Setting("Most that is paid for a gas, in gwei.", Min = 0.001, Max = 1_000_000)]
    public double MaxFeeGwei { get; init; } = 200;

    [Setting("Most that is offered to the proposer for a gas, in gwei.", Min = 0, Max = 1_000_000)]
    public double MaxPriorityFeeGwei { get; init; } = 10;

    [Setting("Blocks of L1 on top of a submission before it counts as final; none: the node's tag `finalized`.",
        Min = 0, Max = 10_000)]
    public int? FinalityDepth { get; init; }

    [Setting("L1 block in which the contract was created: its events are searched from there.")]
    public ulong CreatedAt { get; init; }

    [Setting("How long a transaction may wait before a better offer replaces it.", Min = 1, Max = 86_400)]
    public TimeSpan BumpAfter { get; init; } = TimeSpan.FromMinutes(2);

    [Setting("How often L1 is looked at.", Min = 0.05, Max = 3_600)]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(4);
}
