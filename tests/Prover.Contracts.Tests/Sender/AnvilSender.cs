using System.Text.Json.Nodes;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Testing;

namespace Prover.Contracts.Tests;

/// <summary>A sender with an account and a contract of its own on a real node.</summary>
internal sealed class AnvilSender : IAsyncDisposable
{
    public const int Depth = 3;
    private const int MostRounds = 500;
    public const ulong Gwei = 1_000_000_000;

    private static readonly CancellationToken s_none = CancellationToken.None;
    private static int s_accounts;

    private readonly L1Fixture _l1;
    private readonly EthereumAccount _account;
    private readonly EthereumClient _client;
    private readonly List<BlockSubmission> _blocks = [];
    private L1Submitter _submitter = null!;

    private AnvilSender(L1Fixture l1, EthereumAccount account)
    {
        _l1 = l1;
        _account = account;
        Gateway = new Gateway(l1.Node.Endpoint);
        _client = new EthereumClient(Gateway.Endpoint, account);
        Store = new KillingStore(Kept);
    }

    public Gateway Gateway { get; }

    public MemoryJobStore Kept { get; } = new();

    public KillingStore Store { get; }

    public RollupContract Rollup { get; private set; } = null!;

    public RollupSender Port { get; private set; } = null!;

    public TestClock Clock { get; } = new();

    public SenderReport Last { get; private set; } = null!;

    public SenderRules Rules { get; private init; } = SenderRules.Default;

    /// <summary>A fresh contract whose operator is a fresh account, and this many blocks for it.</summary>
    public static async Task<AnvilSender> CreateAsync(L1Fixture l1, int blocks)
    {
        string name = $"sender {Interlocked.Increment(ref s_accounts)}";
        var sender = new AnvilSender(l1, await l1.Node.CreateAccountAsync(name, s_none))
        {
            Rules = SenderRules.Default with
            {
                Caps = new FeeCaps(100 * Gwei, 10 * Gwei),
                FinalityDepth = Depth,
                BumpAfter = TimeSpan.FromSeconds(60),
                ResendAfter = TimeSpan.FromSeconds(10),
            },
        };
        var deployment = new RollupDeployment(
            sender._account.Address, L1Fixture.GenesisRoot, [TestBlock.Verifier()]);
        (RollupContract rollup, _) = await RollupContract.DeployAsync(l1.Operator, deployment, s_none);
        sender.Rollup = rollup.As(sender._client);
        sender.Port = new RollupSender(sender.Rollup);
        sender.Restart();
        for (uint number = 1; number <= blocks; number++)
        {
            await sender.AddAsync(number);
        }

        return sender;
    }

    /// <summary>Another process on the same store.</summary>
    public void Restart()
    {
        Store.KillAt = -1;
        _submitter = Create(Store);
    }

    /// <summary>A sender of the same account and blocks on some store.</summary>
    public L1Submitter Create(IJobStore store) => new(
        store,
        Port,
        (job, _) => Task.FromResult(_blocks[(int)job.Id.BlockNumber - 1]),
        _ => true,
        Rules,
        AnvilNode.ChainId,
        Clock);

    /// <summary>One round; whether the process survived it.</summary>
    public async Task<bool> StepAsync()
    {
        try
        {
            Last = await _submitter.StepAsync(s_none);
            return true;
        }
        catch (KilledException)
        {
            Restart();
            return false;
        }
    }

    /// <summary>A round, a block of L1 and 12 seconds, until all blocks are final or after so many.</summary>
    public async Task RunAsync(int rounds)
    {
        for (int i = 0; i < rounds && _blocks.Any(block => Job(block.Header.Number).State != JobState.Done); i++)
        {
            _ = await StepAsync();
            await MineAsync();
        }
    }

    /// <summary>Rounds until something holds, which a node that mines by itself takes its time for.</summary>
    public async Task StepUntilAsync(Func<Task<bool>> holds)
    {
        for (int i = 0; i < MostRounds; i++)
        {
            _ = await StepAsync();
            if (await holds())
            {
                return;
            }

            await Task.Delay(20, s_none);
        }

        Assert.Fail($"It does not come to it after {MostRounds} rounds: {Last.Waits}");
    }

    public async Task MineAsync()
    {
        _ = await AskAsync("evm_mine");
        Clock.Advance(12);
    }

    public Task<JsonNode?> AskAsync(string method, params JsonArray parameters) =>
        _l1.Node.Rpc.InvokeAsync(method, parameters, s_none);

    public async Task AutomineAsync(bool on) => _ = await AskAsync("evm_setAutomine", [on]);

    public async Task BaseFeeAsync(ulong gwei) =>
        _ = await AskAsync("anvil_setNextBlockBaseFeePerGas", [$"0x{gwei * Gwei:x}"]);

    public Job Job(uint number) => Read(reader => reader.Find(new JobId(AnvilNode.ChainId, number))!);

    public IReadOnlyList<L1Transaction> Rows => Read(reader => reader.L1Transactions(0));

    public JobEventKind[] Events(uint number) => Read<JobEventKind[]>(reader =>
        [.. reader.Events(0, new JobId(AnvilNode.ChainId, number), 1000).Select(happened => happened.Kind)]);

    public async Task<uint> OnL1Async() => (await Rollup.GetStateAsync(s_none)).BlockNumber;

    public Task<ulong> NonceAsync() => _client.GetNonceAsync(_account.Address, "latest", s_none);

    /// <summary>Changes the proof of a block that was not sent yet.</summary>
    public void SpoilProof(uint number)
    {
        byte[] proof = _blocks[(int)number - 1].Proof.ToArray();
        proof.AsSpan(0, 64).CopyTo(proof.AsSpan(192));
        _blocks[(int)number - 1] = _blocks[(int)number - 1] with { Proof = proof };
    }

    public async ValueTask DisposeAsync()
    {
        await AutomineAsync(true);
        _client.Dispose();
        await Gateway.DisposeAsync();
        _account.Dispose();
    }

    /// <summary>Adds the same jobs to another store.</summary>
    public async Task CopyJobsAsync(IJobStore store)
    {
        foreach (BlockSubmission block in _blocks)
        {
            await SaveAsync(store, block.Header.Number);
        }
    }

    private T Read<T>(Func<IJobReader, T> read) => Kept.ReadAsync(read, s_none).GetAwaiter().GetResult();

    private async Task AddAsync(uint number)
    {
        Fr oldRoot = number == 1 ? L1Fixture.GenesisRoot : _blocks[^1].Header.NewRoot;
        var header = new BlockHeader(
            await Rollup.GetDomainAsync(s_none),
            TestBlock.CircuitId,
            number,
            await _l1.TimeAsync(),
            oldRoot,
            Fr.FromUInt64(4711 + number),
            0,
            0,
            default,
            default);
        _blocks.Add(TestBlock.Prove(header, [], TestBlock.NoChange));
        await SaveAsync(Kept, number);
    }

    private Task<bool> SaveAsync(IJobStore store, uint number) => store.TransactAsync(
        "test",
        jobs =>
        {
            jobs.Save(new Job
            {
                Id = new JobId(AnvilNode.ChainId, number),
                Key = $"block {number}",
                Envelope = default,
                CircuitId = TestBlock.CircuitId,
                Admitted = Clock.GetUtcNow(),
                StageSince = Clock.GetUtcNow(),
                Stage = JobStage.Submit,
            });
            return true;
        },
        s_none);
}
