using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>An attempt that failed on a machine without access to the payloads is kept by the node.</summary>
public sealed class ReplayOfWorkersElsewhereTests
{
    private static readonly WorkerIdentity Worker = BoardScope.Worker("elsewhere");
    private static readonly WorkFailure Failure =
        new(JobStage.Witness, WorkFailureKind.Transient, "out of memory");

    [Fact]
    public async Task A_failure_without_a_bundle_gets_one_that_can_be_read()
    {
        var payloads = new MemoryPayloadStore();
        (JobBoard board, MemoryJobStore store, byte[] envelope) = await BoardAsync(payloads);
        WorkItem item = (await board.TryTakeAsync(Worker, default))!;

        Assert.Equal(WorkAnswer.Accepted, await board.FailAsync(item, Worker, Failure, default));

        IReadOnlyList<JobEvent> events = await store.ReadAsync(rows => rows.Events(0, item.Job, 100), default);
        string detail = events.Single(happened => happened.Kind == JobEventKind.Failed).Detail!;
        string name = detail[(detail.IndexOf("[bundle ", StringComparison.Ordinal) + "[bundle ".Length)..^1];
        Assert.True(ContentHash.TryParse(name, out ContentHash hash));
        byte[] bytes = (await payloads.GetAsync(hash, default))!;
        Assert.True(ReplayBundleCodec.TryDecode(bytes, out ReplayBundle? bundle, out string? fault), fault);
        Assert.Equal(envelope, bundle.Envelope.ToArray());
        Assert.Equal(("out of memory", "elsewhere", item.Fence), (bundle.Reason, bundle.Worker, bundle.Fence));
    }

    [Fact]
    public async Task Whoever_holds_no_lease_makes_the_node_store_nothing()
    {
        var payloads = new MemoryPayloadStore();
        (JobBoard board, MemoryJobStore store, _) = await BoardAsync(payloads);
        WorkItem item = (await board.TryTakeAsync(Worker, default))!;
        var kept = new CountingKeeper();
        board.Replays = kept;

        WorkAnswer stranger = await board.FailAsync(item, BoardScope.Worker("stranger"), Failure, default);
        WorkAnswer stale = await board.FailAsync(item with { Fence = item.Fence + 1 }, Worker, Failure, default);

        Assert.All([stranger, stale], answer => Assert.NotEqual(WorkAnswer.Accepted, answer));
        Assert.Equal(0, kept.Count);
        Assert.Equal(WorkAnswer.Accepted, await board.FailAsync(item, Worker, Failure, default));
        Assert.Equal(1, kept.Count);
        Assert.NotNull(await store.ReadAsync(rows => rows.Find(item.Job), default));
    }

    private static async Task<(JobBoard Board, MemoryJobStore Store, byte[] Envelope)> BoardAsync(
        MemoryPayloadStore payloads)
    {
        var store = new MemoryJobStore();
        var board = new JobBoard(store, payloads, new TextEnvelope(), JobRules.Default, new ManualClock())
        {
            Replays = new ReplayKeeper(payloads, [], "test"),
        };
        byte[] envelope = TextEnvelope.Of(1);
        Admission admission = await board.AdmitAsync("key-1", envelope, default);
        Assert.Equal(AdmissionVerdict.Accepted, admission.Verdict);
        return (board, store, envelope);
    }

    private sealed class CountingKeeper : IReplayKeeper
    {
        public int Count { get; private set; }

        public Task<ContentHash?> KeepAsync(
            WorkItem item,
            WorkerIdentity worker,
            ReadOnlyMemory<byte> envelope,
            BlockFailureException failure,
            CancellationToken cancel)
        {
            Count++;
            return Task.FromResult<ContentHash?>(null);
        }
    }
}
