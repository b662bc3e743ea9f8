using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>Leases, attempts and who is blamed, beyond what every source promises.</summary>
public sealed class LeaseRuleTests
{
    private static readonly WorkerIdentity One = BoardScope.Worker("one");
    private static readonly WorkerIdentity Two = BoardScope.Worker("two");

    [Fact]
    public async Task A_sweep_takes_back_what_ran_out_and_nothing_else()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1, 2);
        _ = await scope.TakeAsync(One);
        scope.Clock.Advance(scope.Rules.LeaseTime / 2);
        _ = await scope.TakeAsync(Two);
        scope.Clock.Advance(scope.Rules.LeaseTime / 2);
        Assert.Equal(1, await scope.Board.SweepAsync(default));
        Assert.Equal(0, await scope.Board.SweepAsync(default));
        Job lost = await scope.RowAsync(1);
        Assert.Equal((JobState.Waiting, 1), (lost.State, lost.Failures));
        Assert.Equal(["one/cpu"], lost.FailedWorkers);
        Assert.Equal(JobState.Running, (await scope.RowAsync(2)).State);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_is_asked_last_as_well()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.TakeAsync(One);
        Assert.Null(await scope.Board.TryTakeAsync(Two, default));
        scope.Clock.Advance(scope.Rules.LeaseTime);
        Assert.Null(await scope.Board.TryTakeAsync(One, default));
        Assert.Equal(2, (await scope.TakeAsync(Two)).Fence);
    }

    [Fact]
    public async Task A_device_that_was_not_seen_lately_is_not_waited_for()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        Assert.NotNull(await scope.Board.TryTakeAsync(Two, default));
        scope.Clock.Advance(scope.Rules.LeaseTime);
        _ = await scope.Board.SweepAsync(default);
        WorkItem item = await scope.TakeAsync(One);
        _ = await scope.FailAsync(item, One, WorkFailureKind.Transient, JobStage.Prove);
        scope.Clock.Advance(scope.Rules.WorkerRecent + TimeSpan.FromSeconds(1));
        Assert.Equal(3, (await scope.TakeAsync(One)).Fence);
    }

    [Fact]
    public async Task A_worker_without_progress_loses_its_job_although_it_renews()
    {
        var scope = new BoardScope(JobRules.Default with { LeaseTime = TimeSpan.FromSeconds(60) });
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        WorkAnswer answer = WorkAnswer.Accepted;
        TimeSpan gone = TimeSpan.Zero;
        for (; answer == WorkAnswer.Accepted && gone < TimeSpan.FromHours(1); gone += TimeSpan.FromSeconds(30))
        {
            scope.Clock.Advance(TimeSpan.FromSeconds(30));
            answer = await scope.Board.RenewAsync(item, One, new WorkProgress(JobStage.Prove, 0.25), default);
        }

        Assert.Equal(WorkAnswer.LeaseLost, answer);
        Assert.InRange(gone, scope.Rules.Prove.TimeLimit, scope.Rules.Prove.TimeLimit + TimeSpan.FromMinutes(1));
        Assert.Contains("no progress", (await scope.RowAsync(1)).Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await scope.TakeAsync(Two)).Fence);
    }

    [Fact]
    public async Task A_stranger_with_the_right_number_changes_nothing()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        WorkerIdentity[] strangers = [Two, BoardScope.Worker("one", "gpu")];
        foreach (WorkerIdentity stranger in strangers)
        {
            Job before = await scope.RowAsync(1);
            var progress = new WorkProgress(JobStage.Prove, 0.5);
            Assert.Equal(WorkAnswer.LeaseLost, await scope.Board.RenewAsync(item, stranger, progress, default));
            Assert.Equal(WorkAnswer.LeaseLost, await scope.Board.ReturnAsync(item, stranger, default));
            Assert.Equal(
                WorkAnswer.LeaseLost,
                await scope.FailAsync(item, stranger, WorkFailureKind.Poison, JobStage.Witness));
            Assert.Equal(before, await scope.RowAsync(1));
        }
    }

    [Fact]
    public async Task Each_stage_has_its_own_limit_and_lost_leases_another()
    {
        var rules = JobRules.Default with
        {
            Witness = JobRules.Default.Witness with { Attempts = 3 },
            Prove = JobRules.Default.Prove with { Attempts = 3 },
        };
        var scope = new BoardScope(rules);
        await scope.AdmitAllAsync(1);
        foreach (JobStage stage in new[] { JobStage.Witness, JobStage.Prove, JobStage.Prove, JobStage.Witness })
        {
            _ = await scope.FailAsync(await scope.TakeAsync(One), One, WorkFailureKind.Transient, stage);
            scope.Clock.Advance(TimeSpan.FromMinutes(10));
            _ = await scope.TakeAsync(One);
            scope.Clock.Advance(rules.LeaseTime);
            _ = await scope.Board.SweepAsync(default);
        }

        Assert.Equal(JobState.Waiting, (await scope.RowAsync(1)).State);
        _ = await scope.FailAsync(await scope.TakeAsync(One), One, WorkFailureKind.Transient, JobStage.Prove);
        Job dead = await scope.RowAsync(1);
        Assert.Equal((JobState.Dead, JobStage.Prove), (dead.State, dead.Stage));
        Assert.Equal("a Transient failure", dead.Reason);
        Assert.Null(await scope.Board.RetryAsync(dead.Id, "operator", default));
        _ = await scope.FailAsync(await scope.TakeAsync(One), One, WorkFailureKind.Transient, JobStage.Prove);
        Assert.Equal(JobState.Waiting, (await scope.RowAsync(1)).State);
    }

    [Fact]
    public async Task A_job_that_loses_every_worker_is_set_aside_in_the_end()
    {
        var scope = new BoardScope(JobRules.Default with { LeaseLossLimit = 5 });
        await scope.AdmitAllAsync(1);
        for (int i = 0; i < 5; i++)
        {
            _ = await scope.TakeAsync(One);
            scope.Clock.Advance(scope.Rules.LeaseTime);
            _ = await scope.Board.SweepAsync(default);
        }

        Assert.Equal(JobState.Dead, (await scope.RowAsync(1)).State);
        Assert.Null(await scope.Board.TryTakeAsync(One, default));
    }

    [Fact]
    public async Task Pauses_double_up_to_the_longest()
    {
        var scope = new BoardScope(JobRules.Default with
        {
            Prove = new StageRules(9, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(12), TimeSpan.FromMinutes(1)),
        });
        await scope.AdmitAllAsync(1);
        var pauses = new List<double>();
        for (int i = 0; i < 5; i++)
        {
            _ = await scope.FailAsync(await scope.TakeAsync(One), One, WorkFailureKind.Transient, JobStage.Prove);
            TimeSpan pause = (await scope.RowAsync(1)).NotBefore - scope.Clock.Now;
            pauses.Add(pause.TotalSeconds);
            scope.Clock.Advance(pause - TimeSpan.FromTicks(1));
            Assert.Null(await scope.Board.TryTakeAsync(One, default));
            Assert.Equal(0, await scope.Board.CountTakeableAsync(default));
            scope.Clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(1, await scope.Board.CountTakeableAsync(default));
        }

        Assert.Equal([2, 4, 8, 12, 12], pauses);
    }

    [Fact]
    public async Task One_device_alone_does_not_condemn_a_block_that_another_could_try()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        Assert.NotNull(await scope.Board.TryTakeAsync(One, default));
        Assert.Null(await scope.Board.TryTakeAsync(Two, default));
        scope.Clock.Advance(scope.Rules.LeaseTime - TimeSpan.FromTicks(1));
        Assert.Null(await scope.Board.TryTakeAsync(Two, default));
        var item = new WorkItem(
            TextEnvelope.Id(1), 1, ContentHash.Of(TextEnvelope.Of(1)), TextEnvelope.Circuit, default, default);
        _ = await scope.FailAsync(item, One, WorkFailureKind.Poison, JobStage.Witness);
        Assert.Equal(JobState.Waiting, (await scope.RowAsync(1)).State);
        scope.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await scope.Board.TryTakeAsync(One, default));
        WorkItem second = await scope.TakeAsync(Two);
        _ = await scope.FailAsync(second, Two, WorkFailureKind.Poison, JobStage.Witness);
        Job dead = await scope.RowAsync(1);
        Assert.Equal((JobState.Dead, "a Poison failure"), (dead.State, dead.Reason));
    }

    [Fact]
    public async Task A_late_proof_brings_a_dead_job_back()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        _ = await scope.FailAsync(item, One, WorkFailureKind.Poison, JobStage.Witness);
        Assert.Equal(JobState.Dead, (await scope.RowAsync(1)).State);
        Assert.Equal(WorkAnswer.Accepted, await scope.Board.CompleteAsync(item, Two, BoardScope.Proof(true), default));
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal((JobStage.Submit, JobState.Waiting), ((await scope.RowAsync(1)).Stage, JobState.Waiting));
    }

    [Fact]
    public async Task No_lease_is_given_after_leasing_was_stopped_and_those_that_exist_go_on()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1, 2);
        WorkItem item = await scope.TakeAsync(One);
        scope.Board.StopLeasing();
        Assert.Null(await scope.Board.TryTakeAsync(Two, default));
        Assert.Equal(0, await scope.Board.CountTakeableAsync(default));
        Assert.Equal(
            WorkAnswer.Accepted,
            await scope.Board.RenewAsync(item, One, new WorkProgress(JobStage.Prove, 0.5), default));
        Assert.Equal(WorkAnswer.Accepted, await scope.Board.CompleteAsync(item, One, BoardScope.Proof(true), default));
    }

    [Fact]
    public async Task A_worker_finds_its_block_behind_a_thousand_of_another_circuit()
    {
        var scope = new BoardScope(JobRules.Default with { MaxWaiting = 5000 });
        for (uint number = 1; number <= 1000; number++)
        {
            _ = await scope.AdmitAsync(number);
        }

        _ = await scope.AdmitAsync(1001, circuit: 2);
        Assert.Equal(1001, await scope.Board.CountTakeableAsync(default));
        Assert.Equal(TextEnvelope.Id(1001), (await scope.TakeAsync(BoardScope.Worker("gpu", "gpu", 2))).Job);
    }

    [Fact]
    public async Task A_reason_is_one_line_of_bounded_length()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        string hostile = "a\r\nb\u001b[31m\u2028" + new string('x', 5000);
        var failure = new WorkFailure(JobStage.Prove, WorkFailureKind.Transient, hostile);
        _ = await scope.Board.FailAsync(item, One, failure, default);
        string reason = (await scope.RowAsync(1)).Reason!;
        Assert.Equal(1000, reason.Length);
        Assert.StartsWith("a  b [31m x", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(257)]
    public async Task A_proof_of_another_length_is_refused(int length)
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        var result = new WorkResult(new byte[length], default, default);
        Assert.Equal(WorkAnswer.Refused, await scope.Board.CompleteAsync(item, One, result, default));
        Assert.Equal(JobState.Running, (await scope.RowAsync(1)).State);
    }
}
