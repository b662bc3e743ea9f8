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
}
