using System.Globalization;
using System.Numerics;
using Prover.Host.Cli;
using Prover.Host.Service.Api;
using Prover.Host.Service.Http;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Host.Service.StartUp;

/// <summary>L1 of a node: its account, its contract, the sender and what the doors show of them.</summary>
internal sealed class NodeL1 : IL1Desk, IDisposable
{
    private const double WeiPerGwei = 1e9;

    private readonly L1Settings settings;
    private readonly TimeProvider clock;
    private readonly NodeSeams seams;
    private readonly EthereumAccount account;
    private readonly EthereumClient client;
    private readonly RollupContract rollup;
    private SenderCommands? commands;
    private L1Submitter? submitter;
    private IReadOnlyList<CircuitKeyCheck> keys = [];
    private SubmissionStatus? status;
    private ulong chainId;

    private NodeL1(
        L1Settings settings, TimeProvider clock, NodeSeams seams, EthereumAccount account, Uri endpoint)
    {
        this.settings = settings;
        this.clock = clock;
        this.seams = seams;
        this.account = account;
        client = new EthereumClient(endpoint, account);
        rollup = RollupContract.At(client, EthAddress.Parse(settings.Contract!));
    }

    /// <summary>Reads account and address; nothing is asked of L1 yet. Null if settings name no L1.</summary>
    /// <exception cref="CommandException">A secret is not there or is not one.</exception>
    public static NodeL1? Open(L1Settings settings, TimeProvider clock, NodeSeams seams)
    {
        string? text = settings.Rpc?.AbsoluteUri ?? Secrets.Read("L1:Rpc", settings.RpcFile, settings.RpcVariable);
        if (text is null)
        {
            return null;
        }

        bool good = Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https";
        return good ? new NodeL1(settings, clock, seams, AccountOf(settings), endpoint!) : throw new CommandException(
            ExitCode.Usage, "setting L1:Rpc: expected an http or https address (it is not shown here)");
    }

    public void Dispose()
    {
        client.Dispose();
        account.Dispose();
    }

    /// <summary>Compares chain, contract, circuits and verifying keys with those of L1.</summary>
    /// <exception cref="CommandException">They differ; says both values.</exception>
    /// <exception cref="L1Exception">L1 does not answer.</exception>
    public async Task<Domain> CompareAsync(ServedCircuits circuits, CancellationToken cancel)
    {
        Domain domain = await rollup.GetDomainAsync(cancel).ConfigureAwait(false);
        if (settings.ChainId is { } expected && expected != domain.ChainId)
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"L1: expected chain {expected} (setting L1:ChainId), found chain {domain.ChainId}");
        }

        chainId = domain.ChainId;
        IReadOnlyList<BlockVerifier> local =
        [
            .. circuits.All.Select(circuit => new BlockVerifier(
                circuit.Provable.Id,
                circuit.Capacities,
                circuit.Provable.Key.IsDevelopment,
                circuit.Provable.Key.VerifyingKey.ToEvmBytes())),
        ];
        keys = await CircuitKeys.CompareAsync(rollup, local, cancel).ConfigureAwait(false);
        CircuitKeyCheck? wrong = keys.FirstOrDefault(check => !check.Matches);
        return wrong is null ? domain : throw new CommandException(
            ExitCode.FileMismatch,
            $"contract {rollup.Address} on chain {chainId}: {wrong}; use the key that the contract was created with");
    }

    /// <summary>The part that sends.</summary>
    public NodeLoop Loop(
        ServiceSettings all, JobBoard board, JobParts jobs, ProofChecker checker, ulong chain)
    {
        commands = new SenderCommands(jobs.Store, clock);
        submitter = new L1Submitter(
            jobs.Store,
            seams.Sender(new RollupSender(rollup, settings.CreatedAt)),
            (job, cancel) => AssembleAsync(jobs, checker, job, cancel),
            checker.Verify,
            Rules(),
            chain,
            clock);
        return new NodeLoop("L1 sender", LoopKind.Service, async (end, now) =>
        {
            // Progress of proofs would make each of their steps a dozen requests to L1.
            FeedWaker waker = new(board, null, eventsOnly: true);
            await using (waker.ConfigureAwait(false))
            {
                while (!end.IsCancellationRequested)
                {
                    await StepAsync(board, jobs, end).ConfigureAwait(false);
                    _ = await waker.WaitAsync(all.L1.PollInterval, end).ConfigureAwait(false);
                    await Task.Delay(Pause, end).ConfigureAwait(false);
                }
            }
        });
    }

    /// <inheritdoc/>
    public L1Report Report(IReadOnlyList<L1Transaction> transactions)
    {
        SubmissionStatus? now = Volatile.Read(ref status);
        return new L1Report(
            chainId,
            rollup.Address.ToString(),
            account.Address.ToString(),
            now?.Balance?.ToString(CultureInfo.InvariantCulture),
            submitter?.Last?.L1?.Head,
            now?.Admitted,
            now?.Proved,
            now?.OnL1,
            now?.Final,
            now?.LatestNonce,
            now?.PendingNonce,
            keys.Count > 0 && keys.All(check => check.Matches),
            [.. keys.Select(check => check.ToString())],
            [.. transactions.Select(Reports.Of)],
            now?.Waits,
            now?.Trouble);
    }

    /// <inheritdoc/>
    public async Task<string?> ResolveAsync(ulong nonce, double maxFeeGwei, string by, CancellationToken cancel)
    {
        if (commands is null)
        {
            return "the node is starting";
        }

        return await commands.ResolveCappedAsync(nonce, Wei(maxFeeGwei), Rules(), by, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string?> ReopenAsync(ulong fromNonce, CancellationToken cancel)
    {
        return commands is null
            ? "the node is starting"
            : await commands.ReopenAsync(fromNonce, cancel).ConfigureAwait(false);
    }

    private static TimeSpan Pause { get; } = TimeSpan.FromMilliseconds(100);

    private static BigInteger Wei(double gwei) => new(Math.Round(gwei * WeiPerGwei));

    /// <summary>The sending account.</summary>
    /// <exception cref="CommandException">The key is not there or is not one.</exception>
    internal static EthereumAccount AccountOf(L1Settings settings)
    {
        try
        {
            return settings.KeyFile is { } file
                ? AccountSource.ReadFile(file)
                : AccountSource.Parse(
                    Secrets.Read("L1:Key", null, settings.KeyVariable), settings.KeyVariable ?? "L1:KeyVariable");
        }
        catch (AccountException failure)
        {
            throw new CommandException(ExitCode.Usage, $"setting L1:Key: {failure.Message}", failure);
        }
    }

    private SenderRules Rules()
    {
        return (SenderRules.Default with
        {
            Caps = new FeeCaps(Wei(settings.MaxFeeGwei), Wei(settings.MaxPriorityFeeGwei)),
            BumpAfter = settings.BumpAfter,
            FinalityDepth = settings.FinalityDepth,
        }).Checked();
    }

    private static async Task<BlockSubmission> AssembleAsync(
        JobParts jobs, ProofChecker checker, Job job, CancellationToken cancel)
    {
        byte[] envelope = await jobs.Payloads.GetAsync(job.Envelope, cancel).ConfigureAwait(false)
            ?? throw new JobStoreException($"There is no payload {job.Envelope}.");
        return checker.Compose(envelope, job.Proof.GetValueOrDefault());
    }

    /// <summary>One round; what it wrote is told to those who listen.</summary>
    private async Task StepAsync(JobBoard board, JobParts jobs, CancellationToken end)
    {
        long before = await jobs.Store.ReadAsync(EventCursor.Last, end).ConfigureAwait(false);
        SenderReport report = await submitter!.StepAsync(end).ConfigureAwait(false);
        Volatile.Write(
            ref status,
            await SubmissionStatus.ReadAsync(jobs.Store, chainId, report, keys, end).ConfigureAwait(false));
        if (report.Decisions > 0)
        {
            board.Publish(
                await jobs.Store.ReadAsync(reader => reader.Events(before, null, 1000), end).ConfigureAwait(false));
        }
    }
}
