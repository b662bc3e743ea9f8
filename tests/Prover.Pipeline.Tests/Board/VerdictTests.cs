using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>No proof goes on before this node has looked at it; who sends wrong ones loses its work.</summary>
public sealed class VerdictTests
{
    private static readonly WorkerIdentity Liar = BoardScope.Worker("liar");
    private static readonly WorkerIdentity Honest = BoardScope.Worker("honest");

    [Fact]
    public async Task A_right_proof_goes_on_and_counts_for_its_device()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Honest);
        Assert.Equal(1, await scope.Verify.StepAsync(default));
        Job row = await scope.RowAsync(1);
        Assert.Equal((JobStage.Submit, JobState.Waiting, "honest/cpu"), (row.Stage, row.State, row.ProvedBy));
        Assert.Equal(1, (await scope.RecordAsync(Honest))!.ProofsRight);
        Assert.Equal(0, await scope.Verify.StepAsync(default));
        Assert.Equal(
            [JobEventKind.Queued, JobEventKind.Leased, JobEventKind.Proved, JobEventKind.Verified],
            await scope.HistoryAsync(1));
    }

    [Fact]
    public async Task A_wrong_proof_sends_the_job_to_another_device_at_once()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Liar, right: false);
        Assert.Null(await scope.Board.TryTakeAsync(Honest, default));
        _ = await scope.Verify.StepAsync(default);
        Job row = await scope.RowAsync(1);
        Assert.Equal((JobStage.Witness, JobState.Waiting), (row.Stage, row.State));
        Assert.Null(row.Proof);
        Assert.Null(row.ProvedBy);
        Assert.Equal(1, (await scope.RecordAsync(Liar))!.ProofsWrong);
        Assert.Null(await scope.Board.TryTakeAsync(Liar, default));
        _ = await scope.ProveAsync(Honest);
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task At_the_limit_a_device_is_quarantined_and_what_it_holds_is_taken_back()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1, 2, 3, 4);
        for (int i = 0; i < scope.Rules.WrongProofLimit; i++)
        {
            _ = await scope.ProveAsync(Liar, right: false);
        }

        WorkItem held = await scope.TakeAsync(Liar);
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal("3 proofs did not verify", (await scope.RecordAsync(Liar))!.Quarantined);
        Assert.Equal(JobState.Waiting, (await scope.RowAsync(4)).State);
        JobEvent told = Assert.Single(
            await scope.EventsAsync(3), happened => happened.Kind == JobEventKind.Quarantined);
        Assert.Equal(("liar/cpu", "3 proofs did not verify"), (told.By, told.Detail));
        Assert.Equal(WorkAnswer.Refused, await scope.Board.CompleteAsync(held, Liar, BoardScope.Proof(true), default));
        Assert.Null(await scope.Board.TryTakeAsync(Liar, default));
        scope.Restart();
        Assert.Null(await scope.Board.TryTakeAsync(Liar, default));
        Assert.Equal(4, await scope.Board.CountTakeableAsync(default));
    }

    [Fact]
    public async Task A_released_device_gets_work_again()
    {
        var scope = new BoardScope(JobRules.Default with { WrongProofLimit = 1 });
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Liar, right: false);
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal("there is no device nobody/cpu", await scope.Board.ReleaseAsync("nobody/cpu", "op", default));
        Assert.Null(await scope.Board.ReleaseAsync(Liar.Name, "op", default));
        Assert.NotNull(await scope.Board.ReleaseAsync(Liar.Name, "op", default));
        Assert.NotNull(await scope.Board.TryTakeAsync(Liar, default));
    }

    [Fact]
    public async Task However_many_devices_lie_no_job_is_given_up()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(Enumerable.Range(1, 5).Select(number => (uint)number));
        for (int liar = 0; liar < 20; liar++)
        {
            WorkerIdentity name = BoardScope.Worker($"liar-{liar}");
            while (await scope.Board.TryTakeAsync(name, default) is { } item)
            {
                _ = await scope.Board.CompleteAsync(item, name, BoardScope.Proof(right: false), default);
                _ = await scope.Verify.StepAsync(default);
            }
        }

        Assert.Equal(20, (await scope.Store.ReadAsync(rows => rows.Workers(), default)).Count);
        Assert.All(await scope.RowsAsync(), job => Assert.Equal(JobState.Waiting, job.State));
        while (await scope.Board.TryTakeAsync(Honest, default) is { } item)
        {
            _ = await scope.Board.CompleteAsync(item, Honest, BoardScope.Proof(right: true), default);
        }

        Assert.Equal(5, await scope.Verify.StepAsync(default));
        Assert.All(await scope.RowsAsync(), job => Assert.Equal(JobStage.Submit, job.Stage));
    }

    [Fact]
    public async Task A_proof_of_a_block_that_does_not_hold_together_is_wrong()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = scope.Checker.Refused.Add(ContentHash.Of(TextEnvelope.Of(1)));
        _ = await scope.ProveAsync(Liar);
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobEventKind.Rejected, (await scope.HistoryAsync(1))[^1]);
        Assert.Equal(0, scope.Checker.Looks);
    }

    [Fact]
    public async Task A_node_that_cannot_look_keeps_the_proof_and_the_others_go_on()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1, 2);
        _ = await scope.ProveAsync(Honest);
        _ = await scope.ProveAsync(Honest);
        await scope.Payloads.DeleteAsync(ContentHash.Of(TextEnvelope.Of(1)), default);
        Assert.Equal(2, await scope.Verify.StepAsync(default));
        Job first = await scope.RowAsync(1);
        Assert.Equal((JobStage.Verify, JobState.Waiting, 1), (first.Stage, first.State, first.Failures));
        Assert.NotNull(first.Proof);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(2)).Stage);
        Assert.Equal(0, await scope.Verify.StepAsync(default));
        _ = await scope.Payloads.PutAsync(TextEnvelope.Of(1), default);
        scope.Clock.Advance(scope.Rules.Verify.FirstPause);
        Assert.Equal(1, await scope.Verify.StepAsync(default));
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task A_fault_of_this_node_is_tried_again_and_kept_for_an_operator_in_the_end()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Honest);
        scope.Checker.Fault = new InvalidOperationException("secret");
        for (int i = 0; i < scope.Rules.Verify.Attempts; i++)
        {
            Assert.Equal(1, await scope.Verify.StepAsync(default));
            scope.Clock.Advance(scope.Rules.Verify.LongestPause);
        }

        Job dead = await scope.RowAsync(1);
        Assert.Equal((JobStage.Verify, JobState.Dead), (dead.Stage, dead.State));
        Assert.Equal("verifying failed: InvalidOperationException", dead.Reason);
        scope.Checker.Fault = null;
        Assert.Null(await scope.Board.RetryAsync(dead.Id, "operator", default));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
        Assert.Single(await scope.HistoryAsync(1), JobEventKind.Leased);
    }

    [Fact]
    public async Task A_verdict_about_a_proof_that_is_gone_changes_nothing()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Honest);
        Job looked = await scope.RowAsync(1);
        Assert.Null(await scope.Board.RequeueAsync(looked.Id, JobStage.Witness, "operator", default));
        Job before = await scope.RowAsync(1);
        Assert.False(await scope.Board.AcceptProofAsync(looked, default));
        Assert.False(await scope.Board.RejectProofAsync(looked, null, default));
        Assert.False(await scope.Board.PostponeVerdictAsync(looked, "why", default));
        Assert.Equal(before, await scope.RowAsync(1));
    }

    [Fact]
    public async Task A_verdict_about_an_older_proof_of_the_same_device_changes_nothing()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Honest);
        Job looked = await scope.RowAsync(1);
        Assert.Null(await scope.Board.RequeueAsync(looked.Id, JobStage.Witness, "operator", default));
        WorkItem again = await scope.TakeAsync(Honest);
        WorkResult other = BoardScope.Proof(right: false, salt: 9);
        Assert.Equal(WorkAnswer.Accepted, await scope.Board.CompleteAsync(again, Honest, other, default));
        Assert.False(await scope.Board.AcceptProofAsync(looked, default));
        Assert.Equal(JobStage.Verify, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task Failures_to_prove_are_not_failures_to_verify()
    {
        var scope = new BoardScope(JobRules.Default with { Verify = JobRules.Default.Verify with { Attempts = 5 } });
        await scope.AdmitAllAsync(1);
        for (int i = 0; i < scope.Rules.Verify.Attempts; i++)
        {
            WorkItem item = await scope.TakeAsync(Honest);
            _ = await scope.FailAsync(item, Honest, WorkFailureKind.Transient, JobStage.Prove);
            scope.Clock.Advance(scope.Rules.Prove.LongestPause);
        }

        _ = await scope.ProveAsync(Honest);
        scope.Checker.Fault = new InvalidOperationException();
        _ = await scope.Verify.StepAsync(default);
        Job row = await scope.RowAsync(1);
        Assert.Equal((JobStage.Verify, JobState.Waiting, 1), (row.Stage, row.State, row.Failures));
    }

    [Fact]
    public async Task A_rejected_proof_leaves_a_bundle_that_the_history_names()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(Liar, right: false);
        var keeper = new ReplayKeeper(scope.Payloads, [], "tests 1");
        var verify = new VerifyStage(
            scope.Board, scope.Store, scope.Payloads, scope.Checker, scope.Clock, keeper);
        _ = await verify.StepAsync(default);
        string detail = (await scope.EventsAsync(1)).Single(e => e.Kind == JobEventKind.Rejected).Detail!;
        string name = detail[(detail.IndexOf("[bundle ", StringComparison.Ordinal) + 8)..^1];
        Assert.True(ContentHash.TryParse(name, out ContentHash hash));
        byte[] file = (await scope.Payloads.GetAsync(hash, default))!;
        Assert.True(ReplayBundleCodec.TryDecode(file, out ReplayBundle? bundle, out _));
        Assert.Equal(("liar", "cpu", WorkFailureKind.WrongProof), (bundle.Worker, bundle.Device, bundle.Kind));
        Assert.Equal(TextEnvelope.Of(1), bundle.Envelope.ToArray());
    }
}
