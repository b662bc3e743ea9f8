using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>What an operator may do, and what not.</summary>
public sealed class OperatorTests
{
    private static readonly WorkerIdentity One = BoardScope.Worker("one");

    [Theory]
    [InlineData(JobStage.Witness)]
    [InlineData(JobStage.Prove)]
    public async Task A_job_with_a_proof_can_be_proven_again(JobStage from)
    {
        BoardScope scope = await VerifiedAsync();
        Assert.Null(await scope.Board.RequeueAsync(TextEnvelope.Id(1), from, "alice", default));
        Job row = await scope.RowAsync(1);
        Assert.Equal((JobStage.Witness, JobState.Waiting, 0), (row.Stage, row.State, row.Failures));
        Assert.Null(row.Proof);
        JobEvent told = (await scope.EventsAsync(1))[^1];
        Assert.Equal((JobEventKind.Requeued, "alice"), (told.Kind, told.By));
    }

    [Fact]
    public async Task A_proof_can_be_looked_at_again()
    {
        BoardScope scope = await VerifiedAsync();
        Assert.Null(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Verify, "alice", default));
        Assert.Equal(1, await scope.Verify.StepAsync(default));
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
        Assert.Equal(2, scope.Checker.Looks);
    }

    [Fact]
    public async Task Nothing_is_sent_that_was_not_verified()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        Assert.NotNull(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Verify, "alice", default));
        Assert.NotNull(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Submit, "alice", default));
        _ = await scope.ProveAsync(One);
        Assert.NotNull(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Submit, "alice", default));
        Assert.NotNull(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Final, "alice", default));
        Assert.Equal(JobStage.Verify, (await scope.RowAsync(1)).Stage);
    }

    [Fact]
    public async Task A_block_that_may_be_on_L1_is_not_proven_again_and_not_dropped()
    {
        BoardScope scope = await VerifiedAsync();
        await scope.Store.TransactAsync(
            "test",
            rows =>
            {
                rows.Save(new L1Transaction
                {
                    Nonce = 0, Job = TextEnvelope.Id(1), State = L1TransactionState.Capped, Versions = [],
                });
                rows.Save(rows.Find(TextEnvelope.Id(1))! with { State = JobState.Held });
                return 0;
            },
            default);
        foreach (JobStage stage in new[] { JobStage.Witness, JobStage.Prove, JobStage.Verify })
        {
            Assert.Contains(
                "L1",
                await scope.Board.RequeueAsync(TextEnvelope.Id(1), stage, "alice", default),
                StringComparison.Ordinal);
        }

        Assert.Contains(
            "L1", await scope.Board.DropAsync(TextEnvelope.Id(1), "alice", default), StringComparison.Ordinal);
        Assert.Equal((JobStage.Submit, JobState.Held), ((await scope.RowAsync(1)).Stage, JobState.Held));
    }

    [Fact]
    public async Task Only_dead_and_held_jobs_are_tried_again_or_dropped()
    {
        BoardScope scope = await VerifiedAsync();
        await scope.AdmitAllAsync(2);
        foreach (uint number in new uint[] { 1, 2 })
        {
            Assert.NotNull(await scope.Board.RetryAsync(TextEnvelope.Id(number), "alice", default));
            Assert.NotNull(await scope.Board.DropAsync(TextEnvelope.Id(number), "alice", default));
        }

        Assert.Equal("there is no job 7/9", await scope.Board.RetryAsync(TextEnvelope.Id(9), "alice", default));
    }

    [Fact]
    public async Task What_is_final_or_dropped_stays_so()
    {
        foreach (JobState state in new[] { JobState.Done, JobState.Dropped })
        {
            BoardScope scope = await VerifiedAsync();
            await scope.Store.TransactAsync(
                "test",
                rows =>
                {
                    rows.Save(rows.Find(TextEnvelope.Id(1))! with { State = state });
                    return 0;
                },
                default);
            foreach (JobStage stage in Enum.GetValues<JobStage>())
            {
                Assert.NotNull(await scope.Board.RequeueAsync(TextEnvelope.Id(1), stage, "alice", default));
            }

            Assert.Equal(state, (await scope.RowAsync(1)).State);
        }
    }

    [Fact]
    public async Task A_worker_whose_job_was_sent_back_has_lost_it()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        Assert.Null(await scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Witness, "alice", default));
        Assert.Equal(
            WorkAnswer.LeaseLost,
            await scope.Board.RenewAsync(item, One, new WorkProgress(JobStage.Prove, 0.5), default));
        Assert.Equal(2, (await scope.TakeAsync(One)).Fence);
    }

    [Fact]
    public async Task Listeners_hear_what_is_durable_from_the_call_on()
    {
        var scope = new BoardScope();
        using var stop = new CancellationTokenSource();
        IAsyncEnumerable<JobNews> news = scope.Board.ListenAsync(stop.Token);
        await scope.AdmitAllAsync(1);
        WorkItem item = await scope.TakeAsync(One);
        var progress = new WorkProgress(JobStage.Witness, 0.5);
        _ = await scope.Board.RenewAsync(item, One, progress, default);
        _ = await scope.Board.CompleteAsync(item, One, BoardScope.Proof(true), default);
        var heard = new List<JobNews>();
        await foreach (JobNews one in news)
        {
            heard.Add(one);
            if (heard.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(progress, heard[2].Progress);
        IReadOnlyList<JobEvent> stored = await scope.EventsAsync(1);
        Assert.Equal(stored, heard.Where(one => one.Happened is not null).Select(one => one.Happened));
    }

    private static async Task<BoardScope> VerifiedAsync()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        _ = await scope.ProveAsync(One);
        _ = await scope.Verify.StepAsync(default);
        Assert.Equal(JobStage.Submit, (await scope.RowAsync(1)).Stage);
        return scope;
    }
}
