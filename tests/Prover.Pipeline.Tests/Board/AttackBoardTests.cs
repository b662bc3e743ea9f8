using Prover.Testing;
using Prover.Witness;

namespace Prover.Pipeline.Tests;

/// <summary>Ways to lose a proof, to blame the wrong one, or to keep a block from being proven.</summary>
public sealed class AttackBoardTests
{
    private static readonly WorkerIdentity One = BoardScope.Worker("one");
    private static readonly WorkerIdentity Two = BoardScope.Worker("two");

    [Fact]
    public async Task A_verdict_on_a_dropped_block_does_not_touch_the_block_that_got_its_number()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(One);
        Job looked = await scope.RowAsync(1);
        for (int i = 0; i < 100 && (await scope.RowAsync(1)).State != JobState.Dead; i++)
        {
            scope.Clock.Advance(TimeSpan.FromMinutes(1));
            _ = await scope.Board.PostponeVerdictAsync(await scope.RowAsync(1), "away", default);
        }

        Assert.Null(await scope.Board.DropAsync(looked.Id, "me", default));
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, salt: "other", key: "other")).Verdict);
        _ = await scope.ProveAsync(One);
        Assert.False(await scope.Board.AcceptProofAsync(looked, default));
        Assert.Equal(JobStage.Verify, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task A_node_that_has_no_key_for_a_block_does_not_blame_its_prover()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(One);
        scope.Checker.Fault = new EnvelopeRefusedException(EnvelopeRefusal.WrongCircuit, "no key here");
        Assert.Equal(1, await scope.Verify.StepAsync(default));
        Assert.Equal(0, (await scope.RecordAsync(One))!.ProofsWrong);
        scope.Checker.Fault = null;
        scope.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task A_finished_proof_outlives_a_few_minutes_without_payloads()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(One);
        scope.Checker.Fault = new JobStoreException("the disk is away");
        for (int i = 0; i < 180; i++)
        {
            _ = await scope.Verify.StepAsync(default);
            scope.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        scope.Checker.Fault = null;
        scope.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task Proofs_that_wait_for_another_look_do_not_hide_those_behind_them()
    {
        const int Many = 101;
        var scope = new BoardScope();
        await scope.AdmitAllAsync(Enumerable.Range(1, Many + 1).Select(number => (uint)number));
        for (int i = 0; i < Many; i++)
        {
            _ = await scope.ProveAsync(One);
        }

        scope.Checker.Fault = new JobStoreException("away");
        while (await scope.Verify.StepAsync(default) > 0)
        {
        }

        scope.Checker.Fault = null;
        _ = await scope.ProveAsync(One);
        Assert.Equal(1, await scope.Verify.StepAsync(default));
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(Many + 1)).Stage);
    }

    [Fact]
    public async Task A_block_that_comes_again_brings_its_lost_bytes_back()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        var hash = ContentHash.Of(TextEnvelope.Of(1));
        await scope.Payloads.DeleteAsync(hash, default);
        Assert.Equal(AdmissionVerdict.Same, (await scope.AdmitAsync(1)).Verdict);
        Assert.NotNull(await scope.Payloads.GetAsync(hash, default));
    }

    [Fact]
    public async Task A_worker_that_always_tells_a_little_progress_does_not_keep_a_block_for_ever()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        DateTimeOffset start = scope.Clock.Now;
        double fraction = 0;
        WorkAnswer answer = WorkAnswer.Accepted;
        while (answer == WorkAnswer.Accepted && scope.Clock.Now - start < TimeSpan.FromHours(12))
        {
            scope.Clock.Advance(TimeSpan.FromSeconds(30));
            fraction += 1e-9;
            answer = await scope.Board.RenewAsync(item, One, new WorkProgress(JobStage.Prove, fraction), default);
        }

        Assert.Equal(WorkAnswer.LeaseLost, answer);
        Assert.Equal(2, (await scope.TakeAsync(Two)).Fence);
    }

    [Fact]
    public async Task A_key_may_have_spaces()
    {
        var scope = new BoardScope();
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, key: "block 1 ~")).Verdict);
        Assert.Equal(AdmissionVerdict.Malformed, (await scope.AdmitAsync(2, key: "block\t2")).Verdict);
    }

    [Fact]
    public async Task A_wrong_proof_is_rejected_although_its_bundle_cannot_be_made()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1, 2);
        _ = await scope.ProveAsync(One, right: false);
        _ = await scope.ProveAsync(One);
        var verify = new VerifyStage(
            scope.Board, scope.Store, scope.Payloads, scope.Checker, scope.Clock, new BrokenKeeper());
        Assert.Equal(2, await verify.StepAsync(default));
        Assert.Equal(JobStage.Witness, (await scope.RowAsync(1)).Stage);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(2)).Stage);
    }

    [Fact]
    public async Task Failures_count_however_long_the_history_is()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.Store.TransactAsync(
            "fill",
            rows =>
            {
                for (int i = 0; i < 10_000; i++)
                {
                    _ = rows.Append(new JobEvent(
                        0, TextEnvelope.Id(1), scope.Clock.Now, JobEventKind.Returned, JobStage.Witness));
                }

                return true;
            },
            default);
        for (int i = 0; i < scope.Rules.Witness.Attempts; i++)
        {
            scope.Clock.Advance(scope.Rules.Witness.LongestPause);
            WorkItem item = await scope.TakeAsync(One);
            _ = await scope.FailAsync(item, One, WorkFailureKind.Transient, JobStage.Witness);
        }

        Assert.Equal(JobState.Dead, (await scope.RowAsync(1)).State);
    }

    [Fact]
    public async Task A_proof_that_nobody_has_looked_at_does_not_stop_the_one_that_holds_the_block()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem late = await scope.TakeAsync(Two);
        scope.Clock.Advance(scope.Rules.LeaseTime);
        WorkItem item = await scope.TakeAsync(One);
        Assert.Equal(
            WorkAnswer.Accepted, await scope.Board.CompleteAsync(late, Two, BoardScope.Proof(right: false), default));
        Assert.Equal(WorkAnswer.LeaseLost, await RenewAsync(0.5));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(WorkAnswer.LeaseLost, await RenewAsync(0.9));
        Assert.Equal(
            WorkAnswer.Accepted, await scope.Board.CompleteAsync(item, One, BoardScope.Proof(right: true), default));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal((JobStage.Submit, One.Name), await ProvedAsync());
        Assert.Equal(WorkAnswer.NotNeeded, await RenewAsync(1));

        Task<WorkAnswer> RenewAsync(double fraction) =>
            scope.Board.RenewAsync(item, One, new WorkProgress(JobStage.Prove, fraction), default);

        async Task<(JobStage, string?)> ProvedAsync()
        {
            Job row = await scope.RowAsync(1);
            return (row.Stage, row.ProvedBy);
        }
    }

    private sealed class BrokenKeeper : IReplayKeeper
    {
        public Task<ContentHash?> KeepAsync(
            WorkItem item,
            WorkerIdentity worker,
            ReadOnlyMemory<byte> envelope,
            BlockFailureException failure,
            CancellationToken cancel) => throw new InvalidOperationException("broken");
    }
}
