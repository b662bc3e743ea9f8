using Prover.Pipeline;
using Xunit;

namespace Prover.Testing;

/// <summary>What every source of work promises, whatever lies between the worker and the board.</summary>
/// <remarks>
/// The board runs under a clock that stands still unless a fact moves it; a source may use real time for its own
/// waits. A subclass says how a worker reaches the board.
/// </remarks>
public abstract partial class WorkSourceContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The rules of the board: 60 s of lease, one second of pause after a failure, 3 wrong proofs.</summary>
    protected static JobRules Rules { get; } = JobRules.Default with
    {
        LeaseTime = TimeSpan.FromSeconds(60),
        WorkerRecent = TimeSpan.FromHours(1),
        WrongProofLimit = 3,
    };

    /// <summary>The board's time.</summary>
    protected ManualClock Clock { get; } = new();

    /// <summary>The board's rows.</summary>
    protected virtual IJobStore Store { get; } = new MemoryJobStore();

    /// <summary>The board.</summary>
    protected JobBoard Board { get; private set; } = null!;

    /// <summary>How long a wait has to last, in real time, to count as one.</summary>
    protected virtual TimeSpan Quiet => TimeSpan.FromMilliseconds(100);

    /// <summary>Makes the source by which a worker of this name reaches the board.</summary>
    protected abstract Task<IWorkSource> ConnectAsync(JobBoard board, string worker);

    /// <summary>Starts the board.</summary>
    public virtual Task InitializeAsync()
    {
        Board = new JobBoard(Store, new MemoryPayloadStore(), new TextEnvelope(), Rules, Clock);
        return Task.CompletedTask;
    }

    /// <summary>Ends what <see cref="ConnectAsync"/> started.</summary>
    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A proof that nobody mistakes for another.</summary>
    protected static WorkResult Result(byte seed = 1)
    {
        byte[] proof = new byte[BlockSubmission.ProofBytes];
        new Random(seed).NextBytes(proof);
        return new WorkResult(proof, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(700));
    }

    /// <summary>A failure that says so.</summary>
    protected static WorkFailure Failure(WorkFailureKind kind, JobStage stage = JobStage.Prove) =>
        new(stage, kind, $"a {kind} failure");

    /// <summary>Admits blocks.</summary>
    protected async Task AdmitAsync(params IEnumerable<uint> numbers)
    {
        foreach (uint number in numbers)
        {
            Admission admission = await Board.AdmitAsync($"block-{number}", TextEnvelope.Of(number), default);
            Assert.Equal(AdmissionVerdict.Accepted, admission.Verdict);
        }
    }

    /// <summary>A worker of the board's circuit.</summary>
    private protected async Task<TestWorker> WorkerAsync(string name, byte circuit = 1)
    {
        IWorkSource source = await ConnectAsync(Board, name);
        return new TestWorker(source, new WorkerIdentity(name, "cpu", [TextEnvelope.CircuitOf(circuit)]));
    }

    /// <summary>A job's row.</summary>
    protected async Task<Job> RowAsync(uint number) =>
        await Store.ReadAsync(reader => reader.Find(TextEnvelope.Id(number)), default)
        ?? throw new InvalidOperationException($"There is no job {number}.");

    /// <summary>What happened to a job.</summary>
    protected async Task<JobEventKind[]> HistoryAsync(uint number) =>
        [.. (await EventsAsync(number)).Select(happened => happened.Kind)];

    /// <summary>What happened to a job.</summary>
    protected Task<IReadOnlyList<JobEvent>> EventsAsync(uint number) =>
        Store.ReadAsync(reader => reader.Events(0, TextEnvelope.Id(number), 1000), default);

    /// <summary>A source with the identity that uses it.</summary>
    private protected sealed class TestWorker(IWorkSource source, WorkerIdentity identity)
    {
        public string Name => identity.Name;

        public Task<WorkItem> TakeAsync(CancellationToken cancel = default) =>
            source.TakeAsync(identity, cancel).WaitAsync(Patience, CancellationToken.None);

        public Task<WorkAnswer> RenewAsync(WorkItem item, JobStage stage = JobStage.Witness, double fraction = 0) =>
            source.RenewAsync(item, identity, new WorkProgress(stage, fraction), default)
                .WaitAsync(Patience, CancellationToken.None);

        public Task<WorkAnswer> CompleteAsync(WorkItem item, WorkResult? result = null) =>
            source.CompleteAsync(item, identity, result ?? Result(), default)
                .WaitAsync(Patience, CancellationToken.None);

        public Task<WorkAnswer> FailAsync(WorkItem item, WorkFailure failure) =>
            source.FailAsync(item, identity, failure, default).WaitAsync(Patience, CancellationToken.None);

        public Task<WorkAnswer> ReturnAsync(WorkItem item) =>
            source.ReturnAsync(item, identity, default).WaitAsync(Patience, CancellationToken.None);
    }

    /// <summary>Fails if a wait ends in the quiet time.</summary>
    protected async Task StillWaitsAsync(Task waiting)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        await Task.Delay(Quiet);
        Assert.False(waiting.IsCompleted);
    }
}
