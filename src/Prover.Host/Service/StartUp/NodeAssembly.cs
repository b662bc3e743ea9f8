using System.Globalization;
using Microsoft.Extensions.Logging;
using Prover.Host.Cli;
using Prover.Host.Service.Logs;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Queue;
using Prover.Rollup;

namespace Prover.Host.Service.StartUp;

/// <summary>Puts a node together from the real parts: store, keys, devices, broker, L1.</summary>
/// <remarks>Opened in two steps: the store at once, everything that takes time when the doors are open.</remarks>
internal sealed class NodeAssembly : IAsyncDisposable
{
    private const string DomainSetting = "node.domain";

    private readonly ServiceSettings settings;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly StoreFolder folder;
    private readonly NodeSeams seams;
    private readonly LateGate gate = new();
    private readonly JobBoard board;
    private readonly JobParts jobs;
    private readonly NodeL1? l1;
    private readonly RabbitOptions? broker;
    private ServedCircuits? circuits;
    private LocalProvers? provers;

    private NodeAssembly(
        ServiceSettings settings, TimeProvider clock, ILogger log, StoreFolder folder, NodeL1? l1, NodeSeams seams)
    {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.folder = folder;
        this.l1 = l1;
        this.seams = seams;
        broker = settings.Queue.Uri is null ? null : Broker.Options(settings.Queue) with
        {
            BlockBytes = (int)settings.Limits.BlockSize.Bytes,
        };
        IJobStore store = seams.Jobs(folder.Jobs);
        IPayloadStore payloads = seams.Payloads(folder.Payloads);
        board = new JobBoard(store, payloads, gate, RulesOf(settings), clock);
        jobs = new JobParts(store, payloads, board, board, board);
        Parts = new NodeParts { Jobs = jobs, L1 = l1, StartAsync = StartAsync, Clock = clock };
    }

    /// <summary>What the doors stand on.</summary>
    public NodeParts Parts { get; }

    /// <summary>Opens the store; nothing else is looked at yet.</summary>
    /// <exception cref="CommandException">The folder, a secret or a setting is not usable.</exception>
    public static NodeAssembly Open(
        ServiceSettings settings, TimeProvider clock, ILogger log, NodeSeams? seams = null)
    {
        seams ??= NodeSeams.None;
        NodeL1? l1 = NodeL1.Open(settings.L1, clock, seams);
        try
        {
            StoreFolder folder = StoreFolder.Open(settings.Store.Folder!, clock);
            return new NodeAssembly(settings, clock, log, folder, l1, seams);
        }
        catch
        {
            l1?.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        provers?.Dispose();
        circuits?.Dispose();
        l1?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The rules of the job table as the settings have them.</summary>
    public static JobRules RulesOf(ServiceSettings settings)
    {
        JobSettings s = settings.Jobs;
        return JobRules.Default with
        {
            LeaseTime = s.LeaseTime,
            Witness = new StageRules(s.WitnessAttempts, s.BackOff, s.MaxBackOff, s.WitnessTimeLimit),
            Prove = new StageRules(s.ProveAttempts, s.BackOff, s.MaxBackOff, s.ProveTimeLimit),
            LeaseLossLimit = s.LeaseLosses,
            MaxWaiting = settings.Limits.WaitingJobs,
            WrongProofLimit = s.WrongProofs,
        };
    }

    private async Task<StartedNode> StartAsync(NodeControl control, CancellationToken cancel)
    {
        _ = control.DrainToken.Register(() =>
        {
            board.CloseDoor();
            board.StopLeasing();
        });
        long began = clock.GetTimestamp();
        circuits = await Task.Run(() => ServedCircuits.Open(settings, control, cancel), cancel).ConfigureAwait(false);
        string keys = $"keys mapped {Seconds(began)}";
        Domain domain = await DomainAsync(control, cancel).ConfigureAwait(false);
        circuits.CheckKeysFor(domain.ChainId, settings.Prover.AllowDevelopmentKeys);
        await ClaimAsync(domain, cancel).ConfigureAwait(false);
        string first = await Task.Run(() => OpenDevices(control, cancel), cancel).ConfigureAwait(false);
        _ = await board.ForgetWorkerAsync(settings.Node.Name, cancel).ConfigureAwait(false);
        gate.Open(new EnvelopeGate(domain, [.. circuits.All.Select(circuit => circuit.Provable.Id)]));
        return new StartedNode(
            [.. Loops(domain)], circuits.Reports, $"ready in {Seconds(began)} ({keys}{first}).");
    }

    private string Seconds(long since)
    {
        double seconds = clock.GetElapsedTime(since).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
    }

    private async Task<Domain> DomainAsync(NodeControl control, CancellationToken cancel)
    {
        EthAddress contract = EthAddress.Parse(settings.L1.Contract!);
        if (l1 is null)
        {
            log.Said("no L1:Rpc: proofs are made and kept, not sent");
            return new Domain(settings.L1.ChainId!.Value, contract);
        }

        control.Step = "comparing with L1";
        return await l1.CompareAsync(circuits!, cancel).ConfigureAwait(false);
    }

    /// <summary>A job table belongs to one rollup for ever.</summary>
    private async Task ClaimAsync(Domain domain, CancellationToken cancel)
    {
        string own = string.Create(CultureInfo.InvariantCulture, $"{domain.ChainId}/{domain.Contract}");
        string found = await jobs.Store.TransactAsync(
            "node claim",
            store =>
            {
                string known = store.Setting(DomainSetting) ?? own;
                store.SetSetting(DomainSetting, known);
                return known;
            },
            cancel).ConfigureAwait(false);
        if (found != own)
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"{folder.Jobs.File}: expected the jobs of chain and contract {own}, found those of {found}");
        }
    }

    private string OpenDevices(NodeControl control, CancellationToken cancel)
    {
        if (!settings.Worker.Enabled)
        {
            return "";
        }

        provers = LocalProvers.Open(settings.Prover, circuits!, control, log, seams.Prover);
        return settings.Prover.WarmUp ? ", " + provers.WarmUp(circuits!, control, clock, cancel) : "";
    }

    /// <summary>A node that does not prove itself keeps bundles for workers elsewhere.</summary>
    private ReplayKeeper Replays() => new(jobs.Payloads, provers?.All ?? [], "prover " + NodeWatch.Version);

    private IEnumerable<NodeLoop> Loops(Domain domain)
    {
        board.Replays = Replays();
        ProofChecker checker = new(circuits!.All.Select(circuit =>
            (circuit.Provable.Id, circuit.Capacities, circuit.Provable.Key.VerifyingKey)));
        BoardLoops loops = new(settings, board, jobs, folder, clock, log);
        yield return loops.Verify(checker, Replays());
        yield return loops.Sweep();
        if (settings.Store.Keep > TimeSpan.Zero)
        {
            yield return loops.Retention();
        }

        if (provers is not null)
        {
            yield return new WorkerLoop(settings, board, jobs.Payloads, provers, Replays(), clock, log).Loop;
        }

        if (l1 is not null)
        {
            yield return l1.Loop(settings, board, jobs, checker, domain.ChainId);
        }

        foreach (NodeLoop loop in broker is null
            ? [] : Broker.Loops(settings.Queue, broker, jobs, board, clock, log))
        {
            yield return loop;
        }
    }
}
