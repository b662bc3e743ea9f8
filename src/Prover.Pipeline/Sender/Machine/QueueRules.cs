namespace Prover.Pipeline;

/// <summary>Which block is signed next, and whether it may be.</summary>
internal static class QueueRules
{
    /// <summary>The next step for the jobs that have no transaction; null if there is none now.</summary>
    public static SenderDecision? Judge(SenderRound round)
    {
        foreach (Job job in round.State.Jobs.Where(job => job.Stage == JobStage.Submit))
        {
            if (job.Id.BlockNumber <= round.L1.Rollup.BlockNumber)
            {
                if (OnL1(round, job) is { } act)
                {
                    return act;
                }
            }
            else if (round.LiveRow(job) is not { } row)
            {
                return Front(round, job);
            }
            else
            {
                round.WaitFor(job.Reason ?? $"transaction {row.Nonce}, which is {row.State} on L1, is not final yet");
            }
        }

        return null;
    }

    /// <summary>L1 has a block under this number: ours by another way, or somebody else's.</summary>
    private static SenderDecision? OnL1(SenderRound round, Job job)
    {
        if (!round.View.Accepted.TryGetValue(job.Id, out Acceptance? acceptance))
        {
            return new SenderDecision.LookUp(job);
        }

        if (acceptance.Problem is { } problem)
        {
            return Hold(round, job, problem);
        }

        if (acceptance.OnL1 is not { } onL1)
        {
            round.WaitFor($"L1 is at block {round.L1.Rollup.BlockNumber} but shows no event of {job.Id.BlockNumber}");
            return null;
        }

        if (acceptance.IsOurs)
        {
            return new SenderDecision.Follow(job, onL1);
        }

        return Hold(round, job, new HoldReason(
            HoldReason.Conflict,
            $"L1 has block {job.Id.BlockNumber} with root {onL1.NewRoot}, ours has {acceptance.OwnRoot}"));
    }

    private static SenderDecision? Front(SenderRound round, Job job)
    {
        if (round.InFlight is not null)
        {
            return NotYet(job);
        }

        uint next = round.L1.Rollup.BlockNumber + 1;
        if (job.Id.BlockNumber != next)
        {
            round.WaitFor($"L1 waits for block {next}, and the first one here to be sent is {job.Id.BlockNumber}");
            return NotYet(job);
        }

        if (HoldReason.IsSticky(job))
        {
            round.WaitFor(job.Reason!);
            return null;
        }

        return Account(round, job) ?? Price(round, job);
    }

    /// <summary>It is not its turn: what it was held for, when it was, may be true no more.</summary>
    private static SenderDecision.Release? NotYet(Job job) =>
        job.State == JobState.Held && !HoldReason.IsSticky(job) ? new SenderDecision.Release(job) : null;

    /// <summary>Whether the next nonce is certain; null if it is.</summary>
    private static SenderDecision? Account(SenderRound round, Job job)
    {
        if (round.L1.LatestNonce < round.NextNonce)
        {
            string reason = $"the node is behind: the account's nonce is {round.L1.LatestNonce} there and "
                + $"{round.NextNonce} here; if L1 took back what was final, reopen from nonce {round.L1.LatestNonce}";
            round.WaitFor(reason);
            return new SenderDecision.Wait(reason);
        }

        return round.L1.PendingNonce <= round.NextNonce
            ? null
            : HoldOrWait(round, job, new HoldReason(
                HoldReason.Foreign,
                $"somebody else uses the account: nonces {round.NextNonce} to {round.L1.PendingNonce - 1} wait in the "
                + "node's pool"));
    }

    private static SenderDecision Price(SenderRound round, Job job)
    {
        ulong nonce = round.NextNonce;
        FeeCaps caps = round.CapsFor(nonce);
        if (SenderFees.First(round.L1.Fees, caps) is not { } fees)
        {
            return HoldOrWait(round, job, new HoldReason(
                HoldReason.Fees,
                $"the base fee is {round.L1.Fees.BaseFee} wei per gas, above the cap of {caps.MaxFeePerGas}; it is "
                + "sent when it falls"));
        }

        if (!round.View.Trials.TryGetValue(job.Id, out SubmissionTrial? trial))
        {
            return new SenderDecision.Try(job);
        }

        if (trial.Problem is { } problem)
        {
            return HoldOrWait(round, job, problem);
        }

        return round.CanPay(trial.Gas, fees.MaxFeePerGas)
            ? new SenderDecision.Sign(job, nonce, trial.Gas, fees)
            : HoldOrWait(round, job, round.TooPoor(trial.Gas, fees.MaxFeePerGas));
    }

    private static SenderDecision HoldOrWait(SenderRound round, Job job, HoldReason reason) =>
        Hold(round, job, reason) is { } hold ? hold : new SenderDecision.Wait(round.Waits);

    private static SenderDecision.Hold? Hold(SenderRound round, Job job, HoldReason reason)
    {
        round.WaitFor(reason.ToString());
        return reason.Holds(job) ? null : new SenderDecision.Hold(job, reason);
    }
}
