namespace Prover.Pipeline;

/// <summary>Jobs whose block came to L1 by a transaction that is not in the store: the contract's event
/// tells.</summary>
internal static class FollowRules
{
    /// <summary>The next step for a followed job; null if there is none now.</summary>
    public static SenderDecision? Judge(SenderRound round) => round.State.Jobs
        .Where(job => job.Stage == JobStage.Final && IsFollowed(round, job))
        .Select(job => Judge(round, job))
        .FirstOrDefault(act => act is not null);

    /// <summary>Whether no transaction of ours is in the chain for the job.</summary>
    private static bool IsFollowed(SenderRound round, Job job) => !round.State.Rows.Any(
        row => row.Job == job.Id && row.State is L1TransactionState.Mined or L1TransactionState.Final);

    private static SenderDecision? Judge(SenderRound round, Job job)
    {
        if (!round.View.Accepted.TryGetValue(job.Id, out Acceptance? acceptance))
        {
            return new SenderDecision.LookUp(job);
        }

        if (acceptance.Problem is { } problem)
        {
            round.WaitFor(problem.ToString());
            return null;
        }

        if (acceptance is { IsOurs: true, OnL1: { } onL1 })
        {
            return onL1.L1Block <= round.L1.FinalBlock ? new SenderDecision.FinishFollowed(job, onL1) : null;
        }

        bool gone = acceptance.OnL1 is not null || round.L1.Rollup.BlockNumber < job.Id.BlockNumber;
        return gone && !HoldReason.Is(job, HoldReason.Alarm) ? new SenderDecision.RewindFollowed(job) : null;
    }
}
