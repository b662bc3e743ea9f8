using System.Numerics;
using Prover.Algebra;
using Prover.Rollup;
using Prover.Testing;

namespace Prover.Pipeline.Tests.Sender;

/// <summary>A sender on a simulated L1, whose process can be killed and started again.</summary>
internal sealed class SenderHarness
{
    public const ulong Gwei = 1_000_000_000;
    public const ulong ChainId = 7;
    public const int Depth = 4;

    private static readonly CancellationToken s_none = CancellationToken.None;

    private readonly MemoryJobStore _memory = new();
    private readonly IJobStore _kept;
    private L1Submitter _submitter;

    public SenderHarness(
        SenderRules? rules = null, Func<IL1Sender, IL1Sender>? bend = null, Func<IJobStore, IJobStore>? shelter = null)
    {
        Rules = rules ?? DefaultRules;
        Chain = new SimChain(BigInteger.Pow(10, 20), 10 * Gwei);
        Node = new SimNode(Chain);
        Store = new MortalStore(_memory);
        Port = bend?.Invoke(Node) ?? Node;
        _kept = shelter?.Invoke(Store) ?? Store;
        _submitter = Create();
    }

    /// <summary>Quick rules: a block of L1 is 12 seconds, a transaction is bumped after five.</summary>
    public static SenderRules DefaultRules { get; } = new()
    {
        Caps = new FeeCaps(100 * Gwei, 2 * Gwei),
        BumpAfter = TimeSpan.FromSeconds(60),
        ResendAfter = TimeSpan.FromSeconds(10),
        RemindAfter = TimeSpan.FromSeconds(120),
        FinalityDepth = Depth,
    };

    public SenderRules Rules { get; }

    public SimChain Chain { get; }

    public SimNode Node { get; }

    public MortalStore Store { get; }

    public IL1Sender Port { get; }

    public SenderClock Clock { get; } = new();

    /// <summary>How often the process was killed in a round.</summary>
    public int Deaths { get; private set; }

    /// <summary>What the last round came to; null if the process died in it.</summary>
    public SenderReport? Last { get; private set; }

    /// <summary>A submission that belongs to a job: block n goes from root n − 1 to root n.</summary>
    public static BlockSubmission Submission(uint number)
    {
        var header = new BlockHeader(
            new Domain(ChainId, default),
            default,
            number,
            0,
            Fr.FromUInt64(number - 1),
            Fr.FromUInt64(number),
            0,
            0,
            default,
            default);
        return new BlockSubmission(header, [], default, new byte[1], new byte[BlockSubmission.ProofBytes]);
    }

    /// <summary>Blocks with a verified proof, ready to be submitted.</summary>
    public async Task AddAsync(params uint[] numbers)
    {
        foreach (uint number in numbers)
        {
            _ = await ChangeAsync(store => store.Save(new Job
            {
                Id = new JobId(ChainId, number),
                Key = $"block {number}",
                Envelope = default,
                CircuitId = default,
                Admitted = Clock.GetUtcNow(),
                StageSince = Clock.GetUtcNow(),
                Stage = JobStage.Submit,
                Proof = new byte[BlockSubmission.ProofBytes],
            }));
        }
    }

    /// <summary>One round; the process may die in it and is started again then.</summary>
    public async Task<SenderReport?> StepAsync()
    {
        try
        {
            Last = await _submitter.StepAsync(s_none);
        }
        catch (ProcessDiedException)
        {
            Restart();
            Deaths++;
            Last = null;
        }

        return Last;
    }

    /// <summary>A round, a block of L1 and 12 seconds, so many times.</summary>
    public async Task RunAsync(int blocks)
    {
        for (int i = 0; i < blocks; i++)
        {
            await StepAsync();
            Chain.Mine();
            Clock.Advance(TimeSpan.FromSeconds(12));
        }

        await StepAsync();
    }

    /// <summary>Another process on the same store: everything that was only in memory is gone.</summary>
    public void Restart()
    {
        Store.Immortal();
        _submitter = Create();
    }

    /// <summary>What <see cref="IJobAdmin.RetryAsync"/> does with a held job.</summary>
    public Task RetryAsync(uint number) => ChangeAsync(store =>
    {
        Job job = store.Find(new JobId(ChainId, number))!;
        Assert.Equal(JobState.Held, job.State);
        store.Save(job with { State = JobState.Waiting, Failures = 0, Reason = null });
    });

    /// <summary>What <see cref="IJobAdmin.RequeueAsync"/> does to a job that is sent back to Submit.</summary>
    public Task RequeueAsync(uint number) => ChangeAsync(store =>
    {
        Job job = store.Find(new JobId(ChainId, number))!;
        if (job.State != JobState.Done)
        {
            store.Save(job with { Stage = JobStage.Submit, State = JobState.Waiting, Failures = 0, Reason = null });
        }
    });

    public SenderCommands Commands => new(_memory, Clock);

    public Job Job(uint number) => Read(reader => reader.Find(new JobId(ChainId, number))!);

    public IReadOnlyList<L1Transaction> Rows => Read(reader => reader.L1Transactions(0));

    public JobEventKind[] Events(uint number) => Read<JobEventKind[]>(
        reader => [.. reader.Events(0, new JobId(ChainId, number), 10_000).Select(happened => happened.Kind)]);

    public T Read<T>(Func<IJobReader, T> read) => _memory.ReadAsync(read, s_none).GetAwaiter().GetResult();

    /// <summary>A transaction of the same account that is not the sender's.</summary>
    public static SimTransaction Foreign(ulong nonce, uint block = 0, ulong gwei = 500) => new(
        nonce, block, gwei * Gwei, 2 * Gwei, block == 0 ? SenderFiller.Gas : SimChain.SubmissionGas, 1);

    private Task<bool> ChangeAsync(Action<IJobTransaction> change) => _memory.TransactAsync(
        "test",
        store =>
        {
            change(store);
            return true;
        },
        s_none);

    /// <summary>Another sender on the same store and node.</summary>
    public L1Submitter Create(IJobStore? store = null) => new(
        store ?? _kept,
        new MortalPort(Port, Store),
        (job, _) => Task.FromResult(Submission(job.Id.BlockNumber)),
        _ => true,
        Rules,
        ChainId,
        Clock);
}
