using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>A board in memory under a clock that stands still, with proofs that say of themselves whether they are
/// right.</summary>
internal sealed class BoardScope
{
    public BoardScope(JobRules? rules = null, IJobStore? store = null)
    {
        Store = store ?? new MemoryJobStore();
        Rules = rules ?? JobRules.Default with { LeaseTime = TimeSpan.FromSeconds(60) };
        Restart();
    }

    public JobRules Rules { get; }

    public ManualClock Clock { get; } = new();

    public IJobStore Store { get; }

    public MemoryPayloadStore Payloads { get; } = new();

    public TextChecker Checker { get; } = new();

    public JobBoard Board { get; private set; } = null!;

    public VerifyStage Verify { get; private set; } = null!;

    /// <summary>Another process on the same store.</summary>
    public void Restart()
    {
        Board = new JobBoard(Store, Payloads, new TextEnvelope(), Rules, Clock);
        Verify = new VerifyStage(Board, Store, Payloads, Checker, Clock);
    }

    public static WorkerIdentity Worker(string name, string device = "cpu", params byte[] circuits) =>
        new(name, device, circuits.Length == 0 ? [TextEnvelope.Circuit] : [.. circuits.Select(TextEnvelope.CircuitOf)]);

    /// <summary>A proof that verifies or not, made by somebody.</summary>
    public static WorkResult Proof(bool right, byte salt = 0)
    {
        byte[] proof = new byte[BlockSubmission.ProofBytes];
        proof[0] = right ? (byte)1 : (byte)0;
        proof[1] = salt;
        return new WorkResult(proof, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
    }

    public static WorkFailure Failure(WorkFailureKind kind, JobStage stage = JobStage.Prove) =>
        new(stage, kind, $"a {kind} failure");

    public Task<Admission> AdmitAsync(uint number, byte circuit = 1, string salt = "", string? key = null) =>
        Board.AdmitAsync(key ?? $"block-{number}", TextEnvelope.Of(number, circuit, salt), default);

    public async Task AdmitAllAsync(params IEnumerable<uint> numbers)
    {
        foreach (uint number in numbers)
        {
            Assert.Equal(AdmissionVerdict.Accepted, (await AdmitAsync(number)).Verdict);
        }
    }

    public async Task<WorkItem> TakeAsync(WorkerIdentity worker) =>
        Assert.IsType<WorkItem>(await Board.TryTakeAsync(worker, default));

    /// <summary>Takes a job that has to be there and hands a proof in.</summary>
    public async Task<WorkItem> ProveAsync(WorkerIdentity worker, bool right = true)
    {
        WorkItem item = await TakeAsync(worker);
        Assert.Equal(WorkAnswer.Accepted, await Board.CompleteAsync(item, worker, Proof(right), default));
        return item;
    }

    public Task<WorkAnswer> FailAsync(WorkItem item, WorkerIdentity worker, WorkFailureKind kind, JobStage stage) =>
        Board.FailAsync(item, worker, Failure(kind, stage), default);

    public async Task<Job> RowAsync(uint number) =>
        Assert.IsType<Job>(await Store.ReadAsync(rows => rows.Find(TextEnvelope.Id(number)), default));

    public Task<IReadOnlyList<Job>> RowsAsync() =>
        Store.ReadAsync(rows => rows.Select(new JobQuery { Limit = 10_000 }), default);

    public Task<IReadOnlyList<JobEvent>> EventsAsync(uint number) =>
        Store.ReadAsync(rows => rows.Events(0, TextEnvelope.Id(number), 10_000), default);

    public async Task<JobEventKind[]> HistoryAsync(uint number) =>
        [.. (await EventsAsync(number)).Select(happened => happened.Kind)];

    public async Task<WorkerRecord?> RecordAsync(WorkerIdentity worker) =>
        (await Store.ReadAsync(rows => rows.Workers(), default)).FirstOrDefault(record => record.Name == worker.Name);
}
