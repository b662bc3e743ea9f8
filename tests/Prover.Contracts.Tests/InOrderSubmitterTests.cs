using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Contracts.Tests;

/// <summary>The submitter against a contract in memory, so that every schedule can be had.</summary>
public sealed class InOrderSubmitterTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task Blocks_go_out_in_order_and_once()
    {
        var contract = new FakeContract();
        BlockSubmission[] blocks = Chain(contract, 4);
        using var submitter = new InOrderSubmitter(contract, _ => true);
        Assert.Equal(4, (await submitter.SubmitAllAsync(blocks.Reverse(), s_none)).Count);
        Assert.Equal([1u, 2u, 3u, 4u], contract.Sent);
        Assert.Empty(await submitter.SubmitAllAsync(blocks, s_none));
        Assert.Equal(4, contract.Sent.Count);
    }

    [Fact]
    public async Task After_a_break_it_goes_on_where_the_contract_is()
    {
        var contract = new FakeContract();
        BlockSubmission[] blocks = Chain(contract, 3);
        using (var first = new InOrderSubmitter(contract, _ => true))
        {
            _ = await first.SubmitAsync(blocks[0], s_none);
            contract.LoseNextAnswer = true;
            await Assert.ThrowsAsync<L1Exception>(() => first.SubmitAsync(blocks[1], s_none));
        }

        using var second = new InOrderSubmitter(contract, _ => true);
        Assert.Single(await second.SubmitAllAsync(blocks, s_none));
        Assert.Equal([1u, 2u, 3u], contract.Sent);
    }

    [Fact]
    public async Task Simultaneous_submissions_of_a_block_send_it_once()
    {
        var contract = new FakeContract();
        BlockSubmission block = Chain(contract, 1)[0];
        using var submitter = new InOrderSubmitter(contract, _ => true);
        L1Receipt?[] receipts = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => submitter.SubmitAsync(block, s_none))));
        Assert.Single(receipts, receipt => receipt is not null);
        Assert.Equal([1u], contract.Sent);
    }

    [Fact]
    public async Task A_proof_that_does_not_verify_is_not_sent()
    {
        var contract = new FakeContract();
        await NotSentAsync(contract, Chain(contract, 1)[0], SubmissionProblem.ProofInvalid, verifies: false);
    }

    [Fact]
    public async Task What_the_contract_would_refuse_is_not_sent()
    {
        var contract = new FakeContract();
        BlockSubmission[] blocks = Chain(contract, 2);
        BlockHeader header = blocks[0].Header;
        await NotSentAsync(contract, blocks[1], SubmissionProblem.NotNext);
        await NotSentAsync(
            contract, With(header with { OldRoot = Fr.One }), SubmissionProblem.OldRootMismatch);
        await NotSentAsync(
            contract, With(header with { AccountCount = 1 }), SubmissionProblem.AccountCountMismatch);
        await NotSentAsync(
            contract, With(header with { FirstQueuePosition = 1 }), SubmissionProblem.QueueMismatch);
        await NotSentAsync(
            contract, With(header with { QueueHashAfter = TestBlock.CircuitId }), SubmissionProblem.QueueMismatch);
        L1Request other = blocks[0].Requests[0] with { Amount = 12 };
        await NotSentAsync(
            contract, blocks[0] with { Requests = [other] }, SubmissionProblem.QueueMismatch);

        contract.State = contract.State with { BlockTime = header.Time + 1 };
        await NotSentAsync(contract, blocks[0], SubmissionProblem.TimeBeforePrevious);

        BlockSubmission With(BlockHeader changed) => blocks[0] with { Header = changed };
    }

    [Fact]
    public async Task Another_block_under_an_accepted_number_is_a_conflict()
    {
        var contract = new FakeContract();
        BlockSubmission block = Chain(contract, 1)[0];
        using var submitter = new InOrderSubmitter(contract, _ => true);
        _ = await submitter.SubmitAsync(block, s_none);
        BlockHeader other = block.Header with { NewRoot = Fr.FromUInt64(99) };
        await NotSentAsync(contract, block with { Header = other }, SubmissionProblem.Conflict);
    }

    private static async Task NotSentAsync(
        FakeContract contract, BlockSubmission block, SubmissionProblem problem, bool verifies = true)
    {
        int sent = contract.Sent.Count;
        using var submitter = new InOrderSubmitter(contract, _ => verifies);
        SubmissionException refusal =
            await Assert.ThrowsAsync<SubmissionException>(() => submitter.SubmitAsync(block, s_none));
        Assert.Equal(problem, refusal.Problem);
        Assert.Equal(sent, contract.Sent.Count);
    }

    /// <summary>Blocks that follow one another, each with a request that the contract has queued.</summary>
    private static BlockSubmission[] Chain(FakeContract contract, int count)
    {
        EthAddress owner = new([.. new byte[19], 1]);
        var blocks = new BlockSubmission[count];
        for (uint i = 0; i < count; i++)
        {
            L1Request request = TestBlock.Deposit(owner, 10 + i);
            Bytes32 before = contract.Queue[^1];
            contract.Queue.Add(QueueHash.Append(before, request));
            var header = new BlockHeader(
                new Domain(1, owner),
                TestBlock.CircuitId,
                i + 1,
                1000 + i,
                Fr.FromUInt64(i),
                Fr.FromUInt64(i + 1),
                i,
                i,
                before,
                contract.Queue[^1]);
            blocks[i] = new BlockSubmission(header, [request], Fr.One, new byte[1], new byte[256]);
        }

        return blocks;
    }

    private sealed class FakeContract : IRollupContract
    {
        public List<Bytes32> Queue { get; } = [default];

        public List<uint> Sent { get; } = [];

        public RollupOnL1 State { get; set; } = new(0, 0, 0, 0, Fr.Zero);

        public bool LoseNextAnswer { get; set; }

        public Task<RollupOnL1> GetStateAsync(CancellationToken cancel) => Task.FromResult(State);

        public Task<Bytes32> GetQueueHashAsync(uint position, CancellationToken cancel) =>
            Task.FromResult(position < Queue.Count ? Queue[(int)position] : default);

        public async Task<L1Receipt> SubmitBlockAsync(BlockSubmission block, CancellationToken cancel)
        {
            await Task.Yield();
            BlockHeader header = block.Header;
            Sent.Add(header.Number);
            State = new RollupOnL1(
                header.Number, header.Time, header.AccountCount + 1,
                header.FirstQueuePosition + (uint)block.Requests.Count, header.NewRoot);
            if (LoseNextAnswer)
            {
                LoseNextAnswer = false;
                throw new L1Exception("the answer is lost");
            }

            return new L1Receipt(default, header.Number, true, 0, 0, null, []);
        }
    }
}
