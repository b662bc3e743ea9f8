using System.Numerics;
using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>An operator's word against what is, or may come, on L1.</summary>
public sealed class AttackOperatorTests
{
    private const ulong Nonce = 3;

    private readonly BoardScope _scope = new();

    [Theory]
    [InlineData(L1TransactionState.Pending)]
    [InlineData(L1TransactionState.Capped)]
    [InlineData(L1TransactionState.Mined)]
    [InlineData(L1TransactionState.Reverted)]
    public async Task A_block_is_not_given_up_while_its_transaction_may_come_into_the_chain(L1TransactionState state)
    {
        await PutAsync(JobStage.Submit, state);
        Assert.NotNull(await _scope.Board.DropAsync(TextEnvelope.Id(1), "me", default));
        Assert.NotNull(await _scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Witness, "me", default));
        Assert.Equal((JobStage.Submit, JobState.Held), await PlaceAsync());
    }

    [Theory]
    [InlineData(L1TransactionState.Displaced, 0)]
    [InlineData(L1TransactionState.Reverted, Nonce + 1)]
    public async Task A_block_may_be_given_up_when_its_transaction_is_over(L1TransactionState state, ulong floor)
    {
        await PutAsync(JobStage.Submit, state, floor);
        Assert.Null(await _scope.Board.DropAsync(TextEnvelope.Id(1), "me", default));
    }

    [Theory]
    [InlineData(L1TransactionState.Displaced, 0)]
    [InlineData(L1TransactionState.Reverted, Nonce + 1)]
    public async Task A_block_may_be_proven_again_when_its_transaction_is_over(L1TransactionState state, ulong floor)
    {
        await PutAsync(JobStage.Submit, state, floor);
        Assert.Null(await _scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Prove, "me", default));
    }

    /// <summary>It came by a transaction that is not in the store: the contract's event told.</summary>
    [Fact]
    public async Task A_block_that_is_on_L1_by_another_transaction_is_neither_proven_again_nor_given_up()
    {
        await PutAsync(JobStage.Final, null);
        Assert.NotNull(await _scope.Board.DropAsync(TextEnvelope.Id(1), "me", default));
        Assert.NotNull(await _scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Witness, "me", default));
        Assert.NotNull(await _scope.Board.RequeueAsync(TextEnvelope.Id(1), JobStage.Verify, "me", default));
        Assert.Equal((JobStage.Final, JobState.Held), await PlaceAsync());
    }

    [Fact]
    public async Task A_block_that_was_just_dropped_is_young()
    {
        await PutAsync(JobStage.Submit, null);
        _scope.Clock.Advance(TimeSpan.FromDays(100));
        Assert.Null(await _scope.Board.DropAsync(TextEnvelope.Id(1), "me", default));
        Assert.Equal(_scope.Clock.Now, (await _scope.RowAsync(1)).StageSince);
    }

    private async Task<(JobStage Stage, JobState State)> PlaceAsync()
    {
        Job row = await _scope.RowAsync(1);
        return (row.Stage, row.State);
    }

    private async Task PutAsync(JobStage stage, L1TransactionState? state, ulong floor = 0)
    {
        await _scope.AdmitAllAsync(1);
        Job row = await _scope.RowAsync(1) with
        {
            Stage = stage,
            State = JobState.Held,
            Proof = BoardScope.Proof(right: true).Proof,
        };
        _ = await _scope.Store.TransactAsync(
            "put",
            rows =>
            {
                rows.Save(row);
                rows.SetSetting("l1.floor", $"{floor}");
                if (state is { } known)
                {
                    rows.Save(Transaction(row.Id, known));
                }

                return true;
            },
            default);
    }

    private static L1Transaction Transaction(JobId job, L1TransactionState state) => new()
    {
        Nonce = Nonce,
        Job = job,
        State = state,
        Versions = [new L1TransactionVersion(default, BigInteger.One, BigInteger.One, new byte[1], default)],
        Inclusion = state is L1TransactionState.Mined or L1TransactionState.Reverted
            ? new L1Inclusion(default, 5, default, state == L1TransactionState.Mined, 21_000, BigInteger.One)
            : null,
    };
}
