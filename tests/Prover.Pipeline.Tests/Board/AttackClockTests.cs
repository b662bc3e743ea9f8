using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>The wall clock was far ahead for a while and is set right: nothing waits until that time comes
/// again.</summary>
public sealed class AttackClockTests
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(365);
    private static readonly WorkerIdentity One = BoardScope.Worker("one");
    private static readonly WorkerIdentity Two = BoardScope.Worker("two");

    private readonly AttackClock _clock = new();
    private readonly MemoryJobStore _store = new();
    private readonly MemoryPayloadStore _payloads = new();
    private readonly TextChecker _checker = new();
    private readonly JobBoard _board;

    public AttackClockTests() =>
        _board = new JobBoard(_store, _payloads, new TextEnvelope(), JobRules.Default, _clock);

    [Fact]
    public async Task A_failed_job_is_tried_again_after_its_longest_pause()
    {
        await AdmitAsync();
        WorkItem item = await TakeAsync(One);
        _ = await _board.FailAsync(item, One, BoardScope.Failure(WorkFailureKind.Transient), default);
        _clock.Now -= Ahead;
        Assert.Equal(2, (await TakeAsync(One)).Fence);
    }

    [Fact]
    public async Task A_job_that_was_admitted_in_the_future_is_given_out()
    {
        await AdmitAsync();
        _clock.Now -= Ahead;
        Assert.Equal(1, await _board.CountTakeableAsync(default));
        _ = await TakeAsync(One);
    }

    [Fact]
    public async Task A_lease_of_a_worker_that_died_meanwhile_runs_out()
    {
        await AdmitAsync();
        _ = await TakeAsync(One);
        _clock.Now -= Ahead;
        Assert.Equal(0, await _board.SweepAsync(default));
        _clock.Pass(JobRules.Default.LeaseTime);
        Assert.Equal(1, await _board.SweepAsync(default));
        _ = await TakeAsync(Two);
    }

    [Fact]
    public async Task A_lease_of_a_worker_that_lives_goes_on()
    {
        await AdmitAsync();
        WorkItem item = await TakeAsync(One);
        _clock.Now -= Ahead;
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(0, await _board.SweepAsync(default));
            _clock.Pass(JobRules.Default.LeaseTime / 2);
            WorkAnswer answer = await _board.RenewAsync(
                item, One, new WorkProgress(JobStage.Prove, i / 10.0), default);
            Assert.Equal(WorkAnswer.Accepted, answer);
        }
    }

    [Fact]
    public async Task A_worker_that_renews_without_progress_is_found_out()
    {
        await AdmitAsync();
        WorkItem item = await TakeAsync(One);
        _clock.Now -= Ahead;
        WorkAnswer answer = WorkAnswer.Accepted;
        for (int i = 0; i < 60 && answer == WorkAnswer.Accepted; i++)
        {
            _clock.Pass(TimeSpan.FromMinutes(1));
            _ = await _board.SweepAsync(default);
            answer = await _board.RenewAsync(item, One, new WorkProgress(JobStage.Witness, 0), default);
        }

        Assert.Equal(WorkAnswer.LeaseLost, answer);
    }

    [Fact]
    public async Task A_proof_that_could_not_be_looked_at_is_looked_at_again()
    {
        await AdmitAsync();
        WorkItem item = await TakeAsync(One);
        _ = await _board.CompleteAsync(item, One, BoardScope.Proof(right: true), default);
        var verify = new VerifyStage(_board, _store, _payloads, _checker, _clock);
        _checker.Fault = new JobStoreException("away");
        Assert.Equal(1, await verify.StepAsync(default));
        _checker.Fault = null;
        _clock.Now -= Ahead;
        Assert.Equal(1, await verify.StepAsync(default));
    }

    [Fact]
    public async Task A_worker_that_is_gone_does_not_count_as_there()
    {
        await AdmitAsync();
        Assert.NotNull(await _board.TryTakeAsync(Two, default) is { } first
            ? await ReturnAsync(first)
            : null);
        WorkItem item = await TakeAsync(One);
        _ = await _board.FailAsync(item, One, BoardScope.Failure(WorkFailureKind.Transient), default);
        _clock.Now -= Ahead;
        _clock.Pass(JobRules.Default.WorkerRecent + TimeSpan.FromSeconds(1));
        _ = await TakeAsync(One);
    }

    private async Task<WorkAnswer?> ReturnAsync(WorkItem item) => await _board.ReturnAsync(item, Two, default);

    private async Task AdmitAsync() => Assert.Equal(
        AdmissionVerdict.Accepted,
        (await _board.AdmitAsync("key", TextEnvelope.Of(1), default)).Verdict);

    private async Task<WorkItem> TakeAsync(WorkerIdentity worker) =>
        Assert.IsType<WorkItem>(await _board.TryTakeAsync(worker, default));
}
