using Prover.Rollup;

namespace Prover.Pipeline;

/// <summary>What the contract will check besides the proof: a block that fails here would only burn gas.</summary>
public static class SubmissionChecks
{
    /// <summary>The first check that a block fails against the contract's state; null if it may be next.</summary>
    public static SubmissionCheck? AgainstState(BlockHeader header, RollupOnL1 state)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(state);
        if (header.Number != state.BlockNumber + 1)
        {
            return new SubmissionCheck(SubmissionProblem.NotNext, $"L1 waits for block {state.BlockNumber + 1}");
        }

        if (header.OldRoot != state.StateRoot)
        {
            return new SubmissionCheck(
                SubmissionProblem.OldRootMismatch,
                $"it starts from root {header.OldRoot}, L1 has {state.StateRoot}");
        }

        if (header.AccountCount != state.AccountCount)
        {
            return new SubmissionCheck(
                SubmissionProblem.AccountCountMismatch,
                $"it starts from {header.AccountCount} accounts, L1 has {state.AccountCount}");
        }

        if (header.FirstQueuePosition != state.Consumed)
        {
            return new SubmissionCheck(
                SubmissionProblem.QueueMismatch,
                $"it consumes from position {header.FirstQueuePosition}, L1 is at {state.Consumed}");
        }

        return header.Time >= state.BlockTime
            ? null
            : new SubmissionCheck(
                SubmissionProblem.TimeBeforePrevious,
                $"its time is {header.Time}, that of the block before it {state.BlockTime}");
    }

    /// <summary>Whether the queue on L1 holds what the block consumes; null if it does.</summary>
    /// <param name="block">The block.</param>
    /// <param name="before">The queue's running hash before the block's requests.</param>
    /// <param name="after">The same after them.</param>
    public static SubmissionCheck? AgainstQueue(BlockSubmission block, Bytes32 before, Bytes32 after)
    {
        ArgumentNullException.ThrowIfNull(block);
        bool same = after == block.Header.QueueHashAfter && QueueHash.Append(before, block.Requests) == after;
        return same
            ? null
            : new SubmissionCheck(
                SubmissionProblem.QueueMismatch,
                "the queue on L1 has other requests than the block: its hash after them is "
                + $"{after}, the block has {block.Header.QueueHashAfter}");
    }
}
