namespace Prover.Pipeline;

/// <summary>A transaction that waits too long: a better offer on the same nonce, within caps, means and
/// reason.</summary>
internal static class ReplacementRules
{
    /// <summary>A replacement, what is needed for one, or why there is none.</summary>
    public static (SenderDecision? Act, HoldReason? Hold) Judge(SenderRound round, L1Transaction row)
    {
        L1TransactionVersion newest = row.Versions[^1];
        FeeCaps caps = round.CapsFor(row.Nonce);
        OfferedFees offer = SenderFees.Bump(newest, round.L1.Fees, caps, round.Rules.BumpPerMille);
        if (CapReason(round, offer, caps) is { } reason)
        {
            return row.State == L1TransactionState.Capped
                ? (null, reason)
                : (new SenderDecision.Cap(row, reason), null);
        }

        OfferedFees market = SenderFees.Market(round.L1.Fees);
        if (newest.MaxFeePerGas >= round.Rules.MarketMultiple * market.MaxFeePerGas)
        {
            return (null, new HoldReason(
                HoldReason.Ignored,
                $"it offers {newest.MaxFeePerGas} wei per gas and is in no block, though {market.MaxFeePerGas} "
                + "should do; look at the node"));
        }

        return Affordable(round, row, offer);
    }

    private static HoldReason? CapReason(SenderRound round, OfferedFees offer, FeeCaps caps)
    {
        if (round.L1.Fees.BaseFee > caps.MaxFeePerGas)
        {
            return new HoldReason(
                HoldReason.Capped,
                $"the base fee is {round.L1.Fees.BaseFee} wei per gas, above the cap of {caps.MaxFeePerGas}");
        }

        bool within = offer.MaxFeePerGas <= caps.MaxFeePerGas
            && offer.MaxPriorityFeePerGas <= caps.MaxPriorityFeePerGas;
        return within
            ? null
            : new HoldReason(
                HoldReason.Capped,
                $"a replacement has to offer {offer.MaxFeePerGas} wei per gas, {offer.MaxPriorityFeePerGas} of it for "
                + $"the proposer; the caps are {caps.MaxFeePerGas} and {caps.MaxPriorityFeePerGas}");
    }

    private static (SenderDecision? Act, HoldReason? Hold) Affordable(
        SenderRound round, L1Transaction row, OfferedFees offer)
    {
        ulong gas = SenderRound.FillerGas;
        if (row.Job is not null)
        {
            if (round.IsUnneeded(row))
            {
                return (new SenderDecision.Unbind(row), null);
            }

            if (round.Wanting(row) is not { } job)
            {
                round.WaitFor($"transaction {row.Nonce} waits, though its block needs it no more");
                return (null, null);
            }

            if (!round.View.Trials.TryGetValue(job.Id, out SubmissionTrial? trial))
            {
                return (new SenderDecision.Try(job), null);
            }

            if (trial.Problem is { } problem)
            {
                return (null, problem);
            }

            gas = trial.Gas;
        }

        return round.CanPay(gas, offer.MaxFeePerGas)
            ? (new SenderDecision.Replace(row, gas, offer), null)
            : (null, round.TooPoor(gas, offer.MaxFeePerGas));
    }
}
