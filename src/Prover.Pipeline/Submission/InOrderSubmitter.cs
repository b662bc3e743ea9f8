using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>Sends proven blocks to L1, each once and in order.</summary>
/// <remarks>
/// It keeps nothing: where to go on is read from the contract, so that it can be stopped and started anywhere. Every
/// proof is verified before it is sent, and everything is checked that the contract would refuse for. If an attempt
/// ends without an answer, submitting the same block again is right: the contract takes a block number only once.
/// </remarks>
public sealed class InOrderSubmitter : IDisposable
{
    private readonly IRollupContract _contract;
    private readonly Func<BlockSubmission, bool> _verify;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A submitter to a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="verify">Whether a block's proof is right; called once for each block that is sent.</param>
    public InOrderSubmitter(IRollupContract contract, Func<BlockSubmission, bool> verify)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(verify);
        _contract = contract;
        _verify = verify;
    }

    /// <summary>Sends a block and waits for it; null if it is on L1 already.</summary>
    /// <exception cref="SubmissionException">It must not be sent; nothing was.</exception>
    /// <exception cref="L1Exception">The node or the contract refused it.</exception>
    public async Task<L1Receipt?> SubmitAsync(BlockSubmission block, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(block);
        await _turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            RollupOnL1 state = await _contract.GetStateAsync(cancel).ConfigureAwait(false);
            if (IsAccepted(block.Header, state))
            {
                return null;
            }

            Require(SubmissionChecks.AgainstState(block.Header, state), block.Header);
            await CheckQueueAsync(block, cancel).ConfigureAwait(false);
            Require(_verify(block), SubmissionProblem.ProofInvalid, block.Header, "its proof does not verify");
            return await _contract.SubmitBlockAsync(block, cancel).ConfigureAwait(false);
        }
        finally
        {
            _ = _turn.Release();
        }
    }

    /// <summary>Sends blocks in the order of their numbers; those that are on L1 already are passed over.</summary>
    /// <returns>The receipts of the blocks that were sent.</returns>
    /// <exception cref="SubmissionException">One must not be sent; those before it are on L1.</exception>
    public async Task<IReadOnlyList<L1Receipt>> SubmitAllAsync(
        IEnumerable<BlockSubmission> blocks, CancellationToken cancel)
    {
        List<L1Receipt> receipts = [];
        foreach (BlockSubmission block in blocks.OrderBy(block => block.Header.Number))
        {
            if (await SubmitAsync(block, cancel).ConfigureAwait(false) is { } receipt)
            {
                receipts.Add(receipt);
            }
        }

        return receipts;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static bool IsAccepted(BlockHeader header, RollupOnL1 state)
    {
        bool sameRoot = header.Number != state.BlockNumber || header.NewRoot == state.StateRoot;
        Require(sameRoot, SubmissionProblem.Conflict, header, "L1 has another block under this number");
        return header.Number <= state.BlockNumber;
    }

    private static void Require(bool good, SubmissionProblem problem, BlockHeader header, string what) =>
        Require(good ? null : new SubmissionCheck(problem, what), header);

    private static void Require(SubmissionCheck? failed, BlockHeader header)
    {
        if (failed is not null)
        {
            throw new SubmissionException(failed.Problem, $"Block {header.Number} is not sent: {failed.What}.");
        }
    }

    private async Task CheckQueueAsync(BlockSubmission block, CancellationToken cancel)
    {
        BlockHeader header = block.Header;
        uint end = header.FirstQueuePosition + (uint)block.Requests.Count;
        Bytes32 before = await _contract.GetQueueHashAsync(header.FirstQueuePosition, cancel).ConfigureAwait(false);
        Bytes32 after = await _contract.GetQueueHashAsync(end, cancel).ConfigureAwait(false);
        Require(SubmissionChecks.AgainstQueue(block, before, after), header);
    }
}
