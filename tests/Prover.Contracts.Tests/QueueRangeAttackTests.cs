using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>
/// The attack on a challenge that hashes which requests a block consumes but not what they say: prove a block with an
/// invented deposit, and queue afterwards, in its place, a worthless one that is chosen so that y comes out the same.
/// </summary>
[Collection(L1TestGroup.Name)]
public sealed class QueueRangeAttackTests(L1Fixture l1)
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [AnvilFact]
    public async Task A_challenge_over_the_range_alone_lets_an_invented_deposit_in()
    {
        RollupContract rollup = await l1.DeployAsync(L1Fixture.TestContract("OpenRollup"));
        _ = await rollup.Contract.SendAsync("hashRangeOnly", [], 0, s_none);
        (BlockSubmission block, L1Request invented, L1Request real) = await AttackAsync(rollup, hashContent: false);

        await TestBlock.QueueAsync(rollup, real);
        Assert.Equal(UInt128.One, real.Amount);
        Assert.True(invented.Amount > 1_000_000);
        _ = await rollup.SubmitBlockAsync(block with { Requests = [real] }, s_none);

        // The root that credits the invented amount stands, for one wei. Only the wall behind it keeps the money.
        Assert.Equal(block.Header.NewRoot, (await rollup.GetStateAsync(s_none)).StateRoot);
        Assert.Equal(UInt128.One, await rollup.GetOwedAsync(0, s_none));
    }

    [AnvilFact]
    public async Task The_same_attack_fails_because_the_content_of_the_queue_moves_the_challenge()
    {
        RollupContract rollup = await l1.DeployAsync();
        (BlockSubmission block, L1Request invented, L1Request real) = await AttackAsync(rollup, hashContent: true);

        // At the attacker's own challenge the two vectors do agree.
        Assert.NotEqual(invented, real);
        await TestBlock.QueueAsync(rollup, real);
        _ = await L1Fixture.RefusedAsync(
            "InvalidProof", () => rollup.SubmitBlockAsync(block with { Requests = [real] }, s_none));
        _ = await L1Fixture.RefusedAsync("QueueHashMismatch", () => rollup.SubmitBlockAsync(block, s_none));

        // Proven anew for the true queue hash, z is another one and y no longer agrees with the invented record.
        BlockHeader header = block.Header with { QueueHashAfter = QueueHash.Append(default, real) };
        Fr[] words = PublicWords.Build(header, [invented], TestBlock.NoChange, TestBlock.Capacities);
        Fr z = BlockBinding.Challenge(block.Commitment, header, words, block.Diff.Span);
        byte[] proof = SimulatedProver.Prove(
            new PublicInputs(block.Commitment, z, BlockBinding.Evaluate(words, in z)));
        _ = await L1Fixture.RefusedAsync(
            "InvalidProof",
            () => rollup.SubmitBlockAsync(block with { Requests = [real], Proof = proof }, s_none));
    }

    /// <summary>The proven block with an invented deposit, and the real one that agrees with it at z.</summary>
    private async Task<(BlockSubmission Block, L1Request Invented, L1Request Real)> AttackAsync(
        RollupContract rollup, bool hashContent)
    {
        EthAddress attacker = l1.Bob.Sender!.Value;
        L1Request invented = TestBlock.Deposit(attacker, UInt128.MaxValue / 2);
        BlockHeader header = await TestBlock.NextHeaderAsync(rollup, l1, [invented]);
        header = hashContent ? header : header with { QueueHashAfter = default };
        BlockSubmission block = TestBlock.Prove(header, [invented], TestBlock.NoChange);
        Fr[] words = PublicWords.Build(header, [invented], TestBlock.NoChange, TestBlock.Capacities);
        Fr z = BlockBinding.Challenge(block.Commitment, header, words, block.Diff.Span);

        L1Request real = CollidingDeposit.Find(invented, z);
        Fr[] other = PublicWords.Build(header, [real], TestBlock.NoChange, TestBlock.Capacities);
        Assert.False(words.AsSpan().SequenceEqual(other));
        Assert.Equal(BlockBinding.Evaluate(words, in z), BlockBinding.Evaluate(other, in z));
        return (block, invented, real);
    }
}
