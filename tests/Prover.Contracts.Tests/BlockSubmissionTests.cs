using System.Numerics;
using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Blocks that the contract takes.</summary>
[Collection(L1TestGroup.Name)]
public sealed class BlockSubmissionTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    private EthAddress Owner => l1.Alice.Sender!.Value;

    [AnvilFact]
    public async Task Blocks_move_root_time_accounts_and_queue_and_credit_withdrawals()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request[] requests = [TestBlock.Deposit(Owner, 1000), TestBlock.Deposit(Owner, 500, key: 8)];
        await TestBlock.QueueAsync(rollup.As(l1.Alice), [.. requests, TestBlock.Deposit(Owner, 77, key: 9)]);
        NewAccount[] created = [.. requests.Select(request => new NewAccount(request.Identity, 0, request.Amount))];
        BlockSubmission first =
            await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange with { Created = created }, requests);
        _ = await rollup.SubmitBlockAsync(first, s_none);

        BlockHeader header = first.Header;
        RollupOnL1 state = await rollup.GetStateAsync(s_none);
        Assert.Equal(new RollupOnL1(1, header.Time, 2, 2, header.NewRoot), state);
        Assert.Equal((UInt128)1500, await rollup.GetOwedAsync(0, s_none));
        Assert.Equal((UInt128)1577, await rollup.GetHeldAsync(0, s_none));

        EthAddress bob = l1.Bob.Sender!.Value;
        StateDiff diff = new(
            [],
            [
                new TouchedAccount(0, 1, new BalanceDelta(true, 600)),
                new TouchedAccount(1, 0, new BalanceDelta(false, 50)),
            ],
            [],
            [new PaidWithdrawal(Owner, 0, 500), new PaidWithdrawal(bob, 0, 30), new PaidWithdrawal(Owner, 0, 20)]);
        BlockSubmission second = await TestBlock.NextAsync(rollup, l1, diff);
        _ = await rollup.SubmitBlockAsync(second, s_none);
        state = await rollup.GetStateAsync(s_none);
        Assert.Equal(new RollupOnL1(2, second.Header.Time, 2, 2, second.Header.NewRoot), state);
        Assert.Equal((UInt128)950, await rollup.GetOwedAsync(0, s_none));
        Assert.Equal((UInt128)1577, await rollup.GetHeldAsync(0, s_none));
        Assert.Equal((UInt128)520, await rollup.GetPendingAsync(0, Owner, s_none));
        Assert.Equal((UInt128)30, await rollup.GetPendingAsync(0, bob, s_none));
        Assert.Equal(UInt128.Zero, await rollup.GetPendingAsync(1, Owner, s_none));
    }

    [AnvilFact]
    public async Task The_logs_alone_tell_every_diff()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request deposit = TestBlock.Deposit(Owner, 1000);
        await TestBlock.QueueAsync(rollup, deposit);
        StateDiff create = TestBlock.NoChange with { Created = [new NewAccount(deposit.Identity, 0, 1000)] };
        RollupState expected = StateRebuilder.Apply(RollupState.Empty, create);
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, [deposit]);
        BlockSubmission submission = TestBlock.Prove(header with { NewRoot = expected.Root }, [deposit], create);
        _ = await rollup.SubmitBlockAsync(submission, s_none);

        AcceptedBlock accepted = Assert.Single(await rollup.GetAcceptedBlocksAsync(0, s_none));
        Assert.Equal((1u, TestBlock.CircuitId), (accepted.Number, accepted.CircuitId));
        Assert.Equal((L1Fixture.GenesisRoot, expected.Root), (accepted.OldRoot, accepted.NewRoot));
        Assert.Equal(PublicWords.HeaderWord(submission.Header, 1).ToBigInteger(), accepted.HeaderWord);
        DiffError error = DiffCodec.TryDecode(
            accepted.Diff.Span, TestBlock.Capacities, accepted.AccountCountBefore, out StateDiff? posted);
        Assert.Equal(DiffError.None, error);
        Assert.Equal(accepted.NewRoot, StateRebuilder.Apply(RollupState.Empty, posted!).Root);
    }

    [AnvilFact]
    public async Task A_block_can_fill_every_capacity()
    {
        RollupContract rollup = await l1.DeployAsync();
        L1Request[] deposits =
            [.. Enumerable.Range(40, 4).Select(i => TestBlock.Deposit(Owner, (UInt128)(1000 + i), key: (ulong)i))];
        await TestBlock.QueueAsync(rollup, deposits);
        await SubmitAccountsAsync(rollup, TestBlock.Capacities.Touched);

        StateDiff diff = new(
            [],
            [.. Enumerable.Range(0, 48).Select(i => Touched(i))],
            [.. Enumerable.Range(0, 5).Select(i => new NewAccount(Identity(i), i * 7, (UInt128)i * 1000))],
            [.. Enumerable.Range(0, 3).Select(i => new PaidWithdrawal(Owner, 0, (UInt128)(i + 1)))]);
        BlockSubmission block = await TestBlock.NextAsync(rollup, l1, diff, deposits);
        _ = await rollup.SubmitBlockAsync(block, s_none);
        RollupOnL1 state = await rollup.GetStateAsync(s_none);
        Assert.Equal((4u, block.Header.NewRoot), (state.Consumed, state.StateRoot));
        Assert.Equal(block.Header.AccountCount + 5, state.AccountCount);
    }

    [AnvilFact]
    public async Task A_forced_withdrawal_pays_its_requester()
    {
        RollupContract rollup = (await l1.DeployAsync(L1Fixture.TestContract("OpenRollup"))).As(l1.Operator);
        L1Request deposit = TestBlock.Deposit(Owner, 1000);
        await TestBlock.QueueAsync(rollup, deposit);
        _ = await rollup.As(l1.Bob).Contract.SendAsync("queueForced", [0], 0, s_none);
        L1Request forced = L1Request.ForcedWithdraw(l1.Bob.Sender!.Value, 0);
        L1Request[] requests = [deposit, forced];

        StateDiff onDeposit = TestBlock.NoChange with { Payouts = [new Payout(0, 0, 300)] };
        await RefusedAsync("PayoutWithoutRequest", rollup, await TestBlock.NextAsync(rollup, l1, onDeposit, requests));
        StateDiff behind = TestBlock.NoChange with { Payouts = [new Payout(2, 0, 300)] };
        await RefusedAsync("PayoutWithoutRequest", rollup, await TestBlock.NextAsync(rollup, l1, behind, requests));
        StateDiff tooMuch = TestBlock.NoChange with { Payouts = [new Payout(1, 0, 1001)] };
        await RefusedAsync("WithdrawalExceedsOwed", rollup, await TestBlock.NextAsync(rollup, l1, tooMuch, requests));

        StateDiff diff = TestBlock.NoChange with { Payouts = [new Payout(1, 0, 300)] };
        _ = await rollup.SubmitBlockAsync(await TestBlock.NextAsync(rollup, l1, diff, requests), s_none);
        Assert.Equal((UInt128)300, await rollup.GetPendingAsync(0, l1.Bob.Sender!.Value, s_none));
        Assert.Equal((UInt128)700, await rollup.GetOwedAsync(0, s_none));
    }

    [AnvilFact]
    public async Task Another_proof_of_the_same_block_is_as_good()
    {
        RollupContract rollup = await l1.DeployAsync();
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, []);
        BlockSubmission block = TestBlock.Prove(header, [], TestBlock.NoChange);
        Fr[] words = PublicWords.Build(header, [], TestBlock.NoChange, TestBlock.Capacities);
        Fr z = BlockBinding.Challenge(block.Commitment, header, words, block.Diff.Span);
        byte[] other = SimulatedProver.Prove(
            new PublicInputs(block.Commitment, z, BlockBinding.Evaluate(words, in z)), randomness: 2);
        Assert.False(block.Proof.Span.SequenceEqual(other));
        _ = await rollup.SubmitBlockAsync(block with { Proof = other }, s_none);
        await RefusedAsync("WrongBlockNumber", rollup, block);
    }

    /// <summary>Blocks of new accounts until there are at least as many.</summary>
    private async Task SubmitAccountsAsync(RollupContract rollup, int count)
    {
        for (int i = 0; i < count; i += 5)
        {
            NewAccount[] created =
                [.. Enumerable.Range(i, 5).Select(j => new NewAccount(Identity(j), 0, (UInt128)j))];
            BlockSubmission block =
                await TestBlock.NextAsync(rollup, l1, TestBlock.NoChange with { Created = created });
            _ = await rollup.SubmitBlockAsync(block, s_none);
        }
    }

    private static TouchedAccount Touched(int i) =>
        new((uint)i, i % 5, new BalanceDelta(i % 2 == 1, (UInt128)BigInteger.Pow(10, i % 38) * (UInt128)(i % 9 + 1)));

    private AccountIdentity Identity(int i) => new((uint)i, Owner, i % 2 == 0, Fr.FromUInt64((ulong)i));

    private static async Task RefusedAsync(string error, RollupContract rollup, BlockSubmission block) =>
        await L1Fixture.RefusedAsync(error, () => rollup.SubmitBlockAsync(block, s_none));
}
