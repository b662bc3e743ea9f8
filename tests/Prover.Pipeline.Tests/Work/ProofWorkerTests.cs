using System.Diagnostics;

namespace Prover.Pipeline.Tests;

/// <summary>What a worker does with its blocks, its devices and its source.</summary>
public sealed class ProofWorkerTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>Renewed twenty times as often: a busy machine does not lose it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task The_next_block_is_prepared_while_this_one_is_proven_and_no_more_than_one()
    {
        using var prove = new ManualResetEventSlim();
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(prove, cancel) };
        await using var scope = new WorkerScope([prover]);
        await scope.AdmitAsync(1, 2, 3);
        _ = scope.Start();
        await WorkerScope.UntilAsync(
            () => Task.FromResult(prover.Log.Contains("prepared 2") && prover.Log.Contains("prove 1")));
        await Task.Delay(100);
        Assert.Equal(["prepare 1", "prepared 1"], prover.Log.Take(2));
        Assert.Equal(["prepare 2", "prepared 2", "prove 1"], prover.Log.Skip(2).Order(StringComparer.Ordinal));
        Assert.Equal(JobState.Waiting, (await scope.Jobs.RowAsync(3)).State);
        prove.Set();
        await scope.UntilAsync(3, JobStage.Verify);
        Assert.Equal(
            ["prove 1", "prove 2", "prove 3"],
            prover.Log.Where(line => line.StartsWith("prove ", StringComparison.Ordinal)));
        await scope.CancelAsync();
        Assert.Equal(0, prover.Open);
    }

    [Fact]
    public async Task Both_leases_live_as_long_as_the_work_and_the_progress_is_told()
    {
        using var prove = new ManualResetEventSlim();
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(prove, cancel) };
        await using var scope = new WorkerScope([prover], leaseTime: Lease);
        await scope.AdmitAsync(1, 2);
        _ = scope.Start();
        await scope.UntilAsync(1, JobStage.Prove);
        await Task.Delay(Lease + TimeSpan.FromSeconds(1));
        _ = await scope.Board.SweepAsync(default);
        Job first = await scope.Jobs.RowAsync(1);
        Job second = await scope.Jobs.RowAsync(2);
        Assert.Equal(
            (JobStage.Prove, JobState.Running, 1L, 0.5),
            (first.Stage, first.State, first.Fence, first.Lease!.Progress));
        Assert.Equal((JobStage.Witness, JobState.Running, 1L), (second.Stage, second.State, second.Fence));
        prove.Set();
        await scope.UntilAsync(2, JobStage.Verify);
        Assert.Equal(1, (await scope.Jobs.RowAsync(1)).Fence);
    }

    [Fact]
    public async Task A_drain_finishes_the_proof_and_hands_the_next_block_back()
    {
        using var prove = new ManualResetEventSlim();
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(prove, cancel) };
        await using var scope = new WorkerScope([prover]);
        await scope.AdmitAsync(1, 2, 3);
        _ = scope.Start();
        await WorkerScope.UntilAsync(() => Task.FromResult(prover.Log.Contains("prepared 2")));
        Task drain = scope.DrainAsync(Long);
        await WorkerScope.UntilAsync(async () => (await scope.Jobs.RowAsync(2)).State == JobState.Waiting);
        Assert.False(drain.IsCompleted);
        prove.Set();
        await drain;
        Assert.Equal(JobStage.Verify, (await scope.Jobs.RowAsync(1)).Stage);
        Assert.Contains(JobEventKind.Returned, await scope.Jobs.HistoryAsync(2));
        Assert.Equal((0, 0), ((await scope.Jobs.RowAsync(2)).Failures, prover.Open));
        Assert.Equal([JobEventKind.Queued], await scope.Jobs.HistoryAsync(3));
    }

    [Fact]
    public async Task After_the_limit_of_a_drain_the_proof_is_handed_back_as_well()
    {
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(null, cancel) };
        await using var scope = new WorkerScope([prover]);
        await scope.AdmitAsync(1);
        _ = scope.Start();
        await WorkerScope.UntilAsync(() => Task.FromResult(prover.Log.Contains("prove 1")));
        await scope.DrainAsync(TimeSpan.FromMilliseconds(200)).WaitAsync(Long);
        Job row = await scope.Jobs.RowAsync(1);
        Assert.Equal((JobState.Waiting, 0), (row.State, row.Failures));
    }

    [Fact]
    public async Task A_cancelled_worker_has_handed_everything_back_within_two_seconds()
    {
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(null, cancel) };
        await using var scope = new WorkerScope([prover]);
        await scope.AdmitAsync(1, 2);
        _ = scope.Start();
        await WorkerScope.UntilAsync(() => Task.FromResult(prover.Log.Contains("prepared 2")));
        long start = Stopwatch.GetTimestamp();
        await scope.CancelAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        foreach (uint number in new uint[] { 1, 2 })
        {
            Job row = await scope.Jobs.RowAsync(number);
            Assert.Equal((JobState.Waiting, 0), (row.State, row.Failures));
        }
    }

    [Fact]
    public async Task A_proof_outlives_the_loss_of_the_source_and_is_handed_in_once()
    {
        using var prove = new ManualResetEventSlim();
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(prove, cancel) };
        FlakySource? source = null;
        await using var scope = new WorkerScope([prover], inner => source = new FlakySource(inner));
        await scope.AdmitAsync(1);
        _ = scope.Start();
        await WorkerScope.UntilAsync(() => Task.FromResult(prover.Log.Contains("prove 1")));
        source!.IsAway = true;
        prove.Set();
        int before = source.LostCalls;
        await WorkerScope.UntilAsync(() => Task.FromResult(source.LostCalls > before + 5));
        Assert.Null((await scope.Jobs.RowAsync(1)).Proof);
        source.IsAway = false;
        await scope.UntilAsync(1, JobStage.Verify);
        Assert.Single(prover.Log, "prove 1");
        Assert.Contains("Accepted 7/1", scope.Watched);
    }

    [Fact]
    public async Task Work_that_has_a_proof_elsewhere_is_stopped()
    {
        var prover = new FakeProver { OnProve = (_, cancel) => Wait(null, cancel) };
        await using var scope = new WorkerScope([prover], leaseTime: Lease);
        await scope.AdmitAsync(1);
        _ = scope.Start();
        await scope.UntilAsync(1, JobStage.Prove);
        Job row = await scope.Jobs.RowAsync(1);
        var item = new WorkItem(row.Id, row.Fence, row.Envelope, row.CircuitId, default, default);
        WorkerIdentity other = BoardScope.Worker("other");
        Assert.Equal(
            WorkAnswer.Accepted, await scope.Board.CompleteAsync(item, other, BoardScope.Proof(true), default));
        Assert.Equal(1, await scope.Jobs.Verify.StepAsync(default));
        await WorkerScope.UntilAsync(
            () => Task.FromResult(scope.Watched.Contains("gave up 7/1: it has a proof already")));
        Assert.Equal("other/cpu", (await scope.Jobs.RowAsync(1)).ProvedBy);
    }

    [Fact]
    public async Task A_wrong_proof_is_not_handed_in_and_another_device_of_the_machine_makes_it_right()
    {
        var wrong = new FakeProver("wrong") { OnProve = (_, _) => false };
        using var started = new ManualResetEventSlim();
        var right = new FakeProver("right") { OnPrepare = (_, cancel) => Wait(started, cancel) };
        await using var scope = new WorkerScope([wrong, right], keepsReplays: true);
        await scope.AdmitAsync(1);
        _ = scope.Start();
        started.Set();
        await scope.UntilAsync(1, JobStage.Verify);
        Assert.Equal("worker/right", (await scope.Jobs.RowAsync(1)).ProvedBy);
        Assert.Single(await scope.Jobs.HistoryAsync(1), JobEventKind.Proved);
        int lies = (await scope.Jobs.HistoryAsync(1)).Count(kind => kind == JobEventKind.Rejected);
        WorkerRecord? record = await scope.Jobs.RecordAsync(BoardScope.Worker("worker", "wrong"));
        Assert.Equal(lies, record?.ProofsWrong ?? 0);
    }

    [Fact]
    public async Task A_device_that_only_makes_wrong_proofs_is_quarantined_and_every_block_ends_right()
    {
        var wrong = new FakeProver("wrong") { OnProve = (_, _) => false };
        var slow = new FakeProver("slow") { OnProve = (_, _) => Sleep(20) };
        await using var scope = new WorkerScope([wrong, slow]);
        uint[] numbers = [.. Enumerable.Range(1, 20).Select(number => (uint)number)];
        await scope.AdmitAsync(numbers);
        _ = scope.Start();
        foreach (uint number in numbers)
        {
            await scope.UntilAsync(number, JobStage.Verify);
        }

        Assert.NotNull((await scope.Jobs.RecordAsync(BoardScope.Worker("worker", "wrong")))!.Quarantined);
        Assert.All(await scope.Jobs.RowsAsync(), job => Assert.Equal("worker/slow", job.ProvedBy));
    }

    [Fact]
    public async Task Poison_is_set_aside_with_its_reason_and_a_bundle_and_the_rest_goes_on()
    {
        var prover = new FakeProver
        {
            OnPrepare = (number, _) =>
            {
                if (number == 1)
                {
                    throw new BlockFailureException(WorkFailureKind.Poison, JobStage.Witness, "not satisfied: rule 7");
                }
            },
        };
        await using var scope = new WorkerScope([prover], keepsReplays: true);
        await scope.AdmitAsync(1, 2);
        _ = scope.Start();
        await scope.UntilAsync(2, JobStage.Verify);
        Job dead = await scope.Jobs.RowAsync(1);
        Assert.Equal(JobState.Dead, dead.State);
        Assert.StartsWith("not satisfied: rule 7 [bundle ", dead.Reason, StringComparison.Ordinal);
        Assert.True(ContentHash.TryParse(dead.Reason![^65..^1], out ContentHash bundle));
        Assert.True(ReplayBundleCodec.TryDecode(
            await scope.Jobs.Payloads.GetAsync(bundle, default), out ReplayBundle? read, out _));
        Assert.Equal("not satisfied: rule 7", read.Reason);
        Assert.True(Replay.Run(read, prover, new Progress<double>(), default).IsSameFailure);
    }

    [Fact]
    public async Task A_fault_of_the_program_ends_the_attempt_and_not_the_worker()
    {
        int faults = 3;
        var prover = new FakeProver
        {
            OnVerify = () =>
            {
                if (Interlocked.Decrement(ref faults) >= 0)
                {
                    throw new InvalidOperationException("secret");
                }
            },
        };
        await using var scope = new WorkerScope([prover]);
        await scope.AdmitAsync(1, 2, 3, 4);
        _ = scope.Start();
        foreach (uint number in new uint[] { 1, 2, 3, 4 })
        {
            await scope.UntilAsync(number, JobStage.Verify);
        }

        Assert.Equal(
            3,
            scope.Watched.Count(line => line.EndsWith("fake: InvalidOperationException", StringComparison.Ordinal)));
        Assert.DoesNotContain(scope.Watched, line => line.Contains("secret", StringComparison.Ordinal));
    }

    private static bool Wait(ManualResetEventSlim? gate, CancellationToken cancel)
    {
        if (gate is null)
        {
            _ = cancel.WaitHandle.WaitOne(Long);
            cancel.ThrowIfCancellationRequested();
        }
        else
        {
            gate.Wait(cancel);
        }

        return true;
    }

    private static bool Sleep(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return true;
    }
}
