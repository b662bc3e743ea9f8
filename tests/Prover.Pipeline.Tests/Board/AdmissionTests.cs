using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>What comes in at the door, once and for all.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_block_is_stored_with_its_envelope_before_it_is_a_job()
    {
        var scope = new BoardScope();
        Admission admission = await scope.AdmitAsync(5);
        var envelope = ContentHash.Of(TextEnvelope.Of(5));
        Assert.Equal(new Admission(AdmissionVerdict.Accepted, TextEnvelope.Id(5), envelope), admission);
        Job row = await scope.RowAsync(5);
        Assert.Equal(("block-5", envelope, TextEnvelope.Circuit), (row.Key, row.Envelope, row.CircuitId));
        Assert.Equal((JobStage.Witness, JobState.Waiting), (row.Stage, row.State));
        Assert.Equal(TextEnvelope.Of(5), await scope.Payloads.GetAsync(envelope, default));
        Assert.Equal([JobEventKind.Queued], await scope.HistoryAsync(5));
    }

    [Fact]
    public async Task Without_room_for_the_envelope_there_is_no_job()
    {
        var scope = new BoardScope();
        var board = new JobBoard(scope.Store, new FullPayloads(), new TextEnvelope(), scope.Rules, scope.Clock);
        _ = await Assert.ThrowsAsync<JobStoreException>(() => board.AdmitAsync("key", TextEnvelope.Of(1), default));
        Assert.Empty(await scope.RowsAsync());
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, key: "key")).Verdict);
    }

    [Fact]
    public async Task The_same_key_with_the_same_bytes_is_the_same_job_whatever_became_of_it()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        Assert.Equal(AdmissionVerdict.Same, (await scope.AdmitAsync(1)).Verdict);
        _ = await scope.ProveAsync(BoardScope.Worker("one"));
        Assert.Equal(AdmissionVerdict.Same, (await scope.AdmitAsync(1)).Verdict);
        _ = await scope.Verify.StepAsync(default);
        Admission late = await scope.AdmitAsync(1);
        Assert.Equal((AdmissionVerdict.Same, TextEnvelope.Id(1)), (late.Verdict, late.Job));
        _ = Assert.Single(await scope.RowsAsync());
        Assert.Single(await scope.HistoryAsync(1), JobEventKind.Queued);
    }

    [Fact]
    public async Task Another_key_with_the_same_bytes_is_the_same_job() =>
        Assert.Equal(AdmissionVerdict.Same, await SecondAsync(1, "", "other key"));

    [Fact]
    public async Task The_same_key_with_other_bytes_is_taken() =>
        Assert.Equal(AdmissionVerdict.KeyTaken, await SecondAsync(1, "other", "block-1"));

    [Fact]
    public async Task The_same_key_for_another_block_is_taken() =>
        Assert.Equal(AdmissionVerdict.KeyTaken, await SecondAsync(2, "", "block-1"));

    [Fact]
    public async Task Another_envelope_for_a_living_number_is_refused() =>
        Assert.Equal(AdmissionVerdict.NumberTaken, await SecondAsync(1, "other", "other-key"));

    [Fact]
    public async Task Two_at_once_make_one_job()
    {
        var scope = new BoardScope();
        Admission[] answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => scope.AdmitAsync(1, salt: $"{i % 2}", key: $"k{i}"))));
        Job row = Assert.Single(await scope.RowsAsync());
        _ = Assert.Single(answers, answer => answer.Verdict == AdmissionVerdict.Accepted);
        Assert.Equal(15, answers.Count(answer => answer.Verdict == AdmissionVerdict.Same));
        Assert.All(
            answers.Where(answer => answer.Verdict == AdmissionVerdict.Same),
            answer => Assert.Equal(row.Envelope, answer.Envelope));
        Assert.Equal(16, answers.Count(answer => answer.Verdict == AdmissionVerdict.NumberTaken));
    }

    [Fact]
    public async Task Too_many_blocks_are_put_off_and_known_ones_are_not()
    {
        var scope = new BoardScope(JobRules.Default with { MaxWaiting = 2, RetryAfter = TimeSpan.FromSeconds(3) });
        await scope.AdmitAllAsync(1, 2);
        Admission third = await scope.AdmitAsync(3);
        Assert.Equal(
            (AdmissionVerdict.Overloaded, TimeSpan.FromSeconds(3)), (third.Verdict, third.RetryAfter!.Value));
        Assert.Equal(AdmissionVerdict.Same, (await scope.AdmitAsync(2)).Verdict);
        Assert.Null(await scope.Payloads.GetAsync(ContentHash.Of(TextEnvelope.Of(3)), default));
        _ = await scope.ProveAsync(BoardScope.Worker("one"));
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(3)).Verdict);
    }

    [Fact]
    public async Task A_closed_door_knows_what_is_here_and_puts_the_rest_off()
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        scope.Board.CloseDoor();
        Assert.Equal(AdmissionVerdict.Same, (await scope.AdmitAsync(1)).Verdict);
        Assert.Equal(AdmissionVerdict.Overloaded, (await scope.AdmitAsync(2)).Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    [InlineData("\u00e4")]
    [InlineData("tab\t")]
    public async Task A_key_that_is_not_printable_is_refused(string key) =>
        Assert.Equal(AdmissionVerdict.Malformed, (await new BoardScope().AdmitAsync(1, key: key)).Verdict);

    [Fact]
    public async Task A_key_has_at_most_200_characters()
    {
        var scope = new BoardScope();
        Assert.Equal(AdmissionVerdict.Malformed, (await scope.AdmitAsync(1, key: new string('k', 201))).Verdict);
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, key: new string('k', 200))).Verdict);
    }

    [Fact]
    public async Task What_the_gate_refuses_leaves_nothing()
    {
        var scope = new BoardScope();
        byte[] noise = [1, 2, 3];
        Admission admission = await scope.Board.AdmitAsync("key", noise, default);
        Assert.Equal((AdmissionVerdict.Malformed, "not a test envelope"), (admission.Verdict, admission.Reason));
        Assert.Null(await scope.Payloads.GetAsync(ContentHash.Of(noise), default));
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, key: "key")).Verdict);
    }

    [Fact]
    public async Task The_number_of_a_dropped_block_is_free_and_its_old_leases_stay_old()
    {
        var scope = new BoardScope();
        WorkerIdentity worker = BoardScope.Worker("one");
        await scope.AdmitAllAsync(1);
        WorkItem old = await scope.TakeAsync(worker);
        Assert.Equal(
            WorkAnswer.Accepted, await scope.FailAsync(old, worker, WorkFailureKind.Poison, JobStage.Witness));
        Assert.Null(await scope.Board.DropAsync(TextEnvelope.Id(1), "operator", default));
        Assert.Equal(AdmissionVerdict.Accepted, (await scope.AdmitAsync(1, salt: "mended", key: "mended")).Verdict);
        WorkItem next = await scope.TakeAsync(worker);
        Assert.True(next.Fence > old.Fence);
        Assert.Equal(
            WorkAnswer.NotNeeded, await scope.Board.CompleteAsync(old, worker, BoardScope.Proof(true), default));
        Assert.Equal(
            WorkAnswer.LeaseLost,
            await scope.Board.RenewAsync(old, worker, new WorkProgress(JobStage.Prove, 1), default));
        Assert.Equal(
            WorkAnswer.Accepted, await scope.Board.CompleteAsync(next, worker, BoardScope.Proof(true), default));
    }

    private static async Task<AdmissionVerdict> SecondAsync(uint number, string salt, string key)
    {
        var scope = new BoardScope();
        await scope.AdmitAllAsync(1);
        Job before = await scope.RowAsync(1);
        AdmissionVerdict verdict = (await scope.AdmitAsync(number, salt: salt, key: key.Replace(' ', '-'))).Verdict;
        Assert.Equal(before, Assert.Single(await scope.RowsAsync()));
        return verdict;
    }

    private sealed class FullPayloads : IPayloadStore
    {
        public Task<ContentHash> PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
            Task.FromException<ContentHash>(new JobStoreException("no space"));

        public Task<byte[]?> GetAsync(ContentHash hash, CancellationToken cancel) => Task.FromResult<byte[]?>(null);

        public Task DeleteAsync(ContentHash hash, CancellationToken cancel) => Task.CompletedTask;
    }
}
