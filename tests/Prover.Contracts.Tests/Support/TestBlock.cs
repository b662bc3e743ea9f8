using Prover.Algebra;
using Prover.L1;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>Blocks with any content, proven by <see cref="SimulatedProver"/>.</summary>
internal static class TestBlock
{
    public static readonly Bytes32 CircuitId = new(Keccak256.Hash("a circuit of the tests"u8));

    public static readonly BlockCapacities Capacities = new(4, 3, 16, 48, 5);

    public static readonly StateDiff NoChange = new([], [], [], []);

    public static BlockVerifier Verifier() => new(CircuitId, Capacities, Development: true, SimulatedProver.Key);

    /// <summary>A block that follows what the contract has, and consumes these requests.</summary>
    public static async Task<BlockHeader> NextHeaderAsync(
        RollupContract rollup, L1Fixture l1, IReadOnlyList<L1Request> requests, ulong newRoot = 4711)
    {
        RollupOnL1 state = await rollup.GetStateAsync(CancellationToken.None);
        Bytes32 before = await rollup.GetQueueHashAsync(state.Consumed, CancellationToken.None);
        return new BlockHeader(
            await rollup.GetDomainAsync(CancellationToken.None),
            CircuitId,
            state.BlockNumber + 1,
            await l1.TimeAsync(),
            state.StateRoot,
            Fr.FromUInt64(newRoot),
            state.AccountCount,
            state.Consumed,
            before,
            QueueHash.Append(before, requests));
    }

    public static async Task<BlockSubmission> NextAsync(
        RollupContract rollup, L1Fixture l1, StateDiff diff, params IReadOnlyList<L1Request> requests) =>
        Prove(await NextHeaderAsync(rollup, l1, requests), requests, diff);

    /// <summary>The submission of a block with exactly this content.</summary>
    public static BlockSubmission Prove(
        BlockHeader header, IReadOnlyList<L1Request> requests, StateDiff diff, byte[]? posted = null)
    {
        Fr[] words = PublicWords.Build(header, requests, diff, Capacities);
        posted ??= DiffCodec.Encode(diff);
        Fr c = BlockBinding.Commit(words);
        Fr z = BlockBinding.Challenge(in c, header, words, posted);
        byte[] proof = SimulatedProver.Prove(new PublicInputs(c, z, BlockBinding.Evaluate(words, in z)));
        return new BlockSubmission(header, requests, c, posted, proof);
    }

    public static L1Request Deposit(EthAddress owner, UInt128 amount, uint token = 0, ulong key = 12345) =>
        L1Request.Deposit(new AccountIdentity(token, owner, key % 2 == 1, Fr.FromUInt64(key)), amount);

    /// <summary>Queues the deposits by the sender of <paramref name="rollup"/>.</summary>
    public static async Task QueueAsync(RollupContract rollup, params IReadOnlyList<L1Request> deposits)
    {
        foreach (L1Request deposit in deposits)
        {
            _ = await rollup.DepositAsync(deposit.Identity, deposit.Amount, CancellationToken.None);
        }
    }
}
