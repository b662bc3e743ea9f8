namespace Prover.Pipeline.Tests;

/// <summary>A worker whose prover, line or disk misbehaves: no hand is lost, no finished proof thrown away.</summary>
public sealed class AttackWorkerTests
{
    private const string Secret = "witness value 12345";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("prepare")]
    [InlineData("prove")]
    [InlineData("verify")]
    public async Task A_fault_of_the_prover_is_a_failed_attempt_and_both_hands_go_on(string where)
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(1, 2, 3);
        int faults = 2;
        void Fault()
        {
            if (Interlocked.Decrement(ref faults) >= 0)
            {
                throw new InvalidOperationException(Secret);
            }
        }

        scope.Prover.Preparing = _ => FaultIf(where == "prepare", Fault);
        scope.Prover.Proving = (_, _, _) => FaultIf(where == "prove", Fault);
        scope.Prover.Verifying = () => FaultIf(where == "verify", Fault);
        scope.Start();
        foreach (uint number in new uint[] { 1, 2, 3 })
        {
            await scope.UntilStageAsync(number, JobStage.Verify);
        }

        Assert.Equal(2, scope.Failures.Count);
        Assert.All(scope.Failures, failure => Assert.Equal(WorkFailureKind.Transient, failure.Kind));
        Assert.All(scope.Failures, failure => Assert.DoesNotContain(Secret, failure.Reason, StringComparison.Ordinal));
        await scope.StopAsync();
    }

    [Fact]
    public async Task A_worker_with_a_dead_hand_finishes_its_proof_and_ends_with_the_fault()
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(1);
        using var proving = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        scope.Prover.Proving = (_, _, _) =>
        {
            proving.Set();
            finish.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
        };
        int takes = 0;
        scope.Source.Taking = () =>
        {
            if (Interlocked.Increment(ref takes) == 2)
            {
                throw new InvalidOperationException("the line is bent");
            }
        };
        scope.Start();
        await scope.UntilAsync(() => Task.FromResult(proving.IsSet));
        await Task.Delay(Quiet);
        finish.Set();
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => scope.Run.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(JobStage.Verify, (await scope.Board.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task One_dead_hand_of_two_does_not_go_unseen()
    {
        await using var scope = new AttackWorkerScope();
        int takes = 0;
        scope.Source.Taking = () =>
        {
            if (Interlocked.Increment(ref takes) == 1)
            {
                throw new InvalidOperationException("once");
            }
        };
        scope.Start();
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => scope.Run.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_finished_proof_is_handed_in_again_whatever_the_line_throws()
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(1);
        int calls = 0;
        scope.Source.Completing = () => Fault(Interlocked.Increment(ref calls));
        scope.Start();
        await scope.UntilStageAsync(1, JobStage.Verify);
        Assert.Equal(1, scope.Prover.Proofs);
        Assert.True(calls > 2);
        await scope.StopAsync();

        static void Fault(int call)
        {
            if (call == 1)
            {
                throw new TaskCanceledException("a time limit of the line");
            }

            if (call == 2)
            {
                throw new InvalidOperationException("closed");
            }
        }
    }

    [Fact]
    public async Task A_proof_that_is_finished_while_the_worker_stops_is_handed_in()
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(1);
        scope.Prover.Proving = (_, _, _) =>
        {
            scope.StopSoon();
            scope.Stopping.WaitHandle.WaitOne();
        };
        scope.Start();
        await scope.Run.WaitAsync(TimeSpan.FromSeconds(20));
        Job row = await scope.Board.RowAsync(1);
        Assert.Equal((JobStage.Verify, "one/cpu"), (row.Stage, row.ProvedBy));
    }

    [Fact]
    public async Task Renewals_that_fail_in_an_unknown_way_stop_nothing()
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(1, 2, 3);
        int renewals = 0;
        scope.Source.Renewing = () =>
        {
            _ = Interlocked.Increment(ref renewals);
            throw new InvalidOperationException("bent");
        };
        scope.Prover.Proving = (_, progress, _) =>
        {
            int before = Volatile.Read(ref renewals);
            progress.Report(0.5);
            SpinWait.SpinUntil(() => Volatile.Read(ref renewals) > before, TimeSpan.FromSeconds(5));
        };
        scope.Start();
        await scope.UntilStageAsync(3, JobStage.Verify);
        await scope.StopAsync();
        Assert.True(renewals > 0);
    }

    [Fact]
    public async Task A_failure_is_told_although_its_bundle_cannot_be_kept()
    {
        await using var scope = new AttackWorkerScope(replays: new FullDisk());
        await scope.Board.AdmitAllAsync(1);
        scope.Prover.Preparing = _ => throw new BlockFailureException(
            WorkFailureKind.Poison, JobStage.Witness, "refused");
        scope.Start();
        await scope.UntilAsync(async () => (await scope.Board.RowAsync(1)).State == JobState.Dead);
        Assert.Equal("refused", (await scope.Board.RowAsync(1)).Reason);
    }

    [Fact]
    public async Task An_envelope_that_cannot_be_fetched_in_time_is_a_failure_and_no_return()
    {
        await using var scope = new AttackWorkerScope(payloads: new SlowPayloads());
        await scope.Board.AdmitAllAsync(1);
        scope.Start();
        await scope.UntilAsync(async () => (await scope.Board.RowAsync(1)).State == JobState.Dead);
        JobEventKind[] history = await scope.Board.HistoryAsync(1);
        Assert.DoesNotContain(JobEventKind.Returned, history);
        Assert.Equal(JobRules.Default.Witness.Attempts, history.Count(kind => kind == JobEventKind.Failed));
    }

    [Fact]
    public async Task A_broken_device_does_not_run_through_the_whole_queue_at_once()
    {
        await using var scope = new AttackWorkerScope();
        await scope.Board.AdmitAllAsync(Enumerable.Range(1, 100).Select(number => (uint)number));
        scope.Prover.Proving = (_, _, _) => throw new BlockFailureException(
            WorkFailureKind.Transient, JobStage.Prove, "the device is gone");
        scope.Start();
        await Task.Delay(Quiet);
        Assert.InRange(scope.Failures.Count, 1, 4);
        for (int i = 0; i < 60; i++)
        {
            scope.Board.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }

        // Pauses of 0.2 s up to 10 s; it does go on.
        Assert.InRange(scope.Failures.Count, 5, 25);
    }

    [Fact]
    public async Task A_block_that_waits_behind_a_long_proof_keeps_its_lease()
    {
        JobRules rules = JobRules.Default with
        {
            Witness = JobRules.Default.Witness with { TimeLimit = TimeSpan.FromMinutes(1) },
        };
        await using var scope = new AttackWorkerScope(rules);
        await scope.Board.AdmitAllAsync(1, 2);
        DateTimeOffset start = scope.Board.Clock.Now;
        scope.Prover.Proving = (number, progress, _) =>
        {
            for (DateTimeOffset now = start; number == 1 && now < start.AddMinutes(10); Thread.Sleep(1))
            {
                now = scope.Board.Clock.Now;
                progress.Report((now - start) / TimeSpan.FromMinutes(11));
            }
        };
        scope.Start();
        await scope.UntilAsync(
            async () => (await scope.Board.RowAsync(2)).Stage == JobStage.Verify, TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(JobEventKind.LeaseLost, await scope.Board.HistoryAsync(2));
        Assert.Equal(1, (await scope.Board.RowAsync(2)).Fence);
    }

    private static void FaultIf(bool here, Action fault)
    {
        if (here)
        {
            fault();
        }
    }

    private sealed class FullDisk : IReplayKeeper
    {
        public Task<ContentHash?> KeepAsync(
            WorkItem item,
            WorkerIdentity worker,
            ReadOnlyMemory<byte> envelope,
            BlockFailureException failure,
            CancellationToken cancel) => throw new JobStoreException("the disk is full");
    }

    /// <summary>Payloads behind a client with a time limit of its own, which shows as a cancellation.</summary>
    private sealed class SlowPayloads : IPayloadStore
    {
        public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
            throw new JobStoreException("read-only");

        public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) =>
            throw new TaskCanceledException("a time limit of the client");

        public Task DeleteAsync(ContentHash hash, CancellationToken cancel) => Task.CompletedTask;
    }
}
