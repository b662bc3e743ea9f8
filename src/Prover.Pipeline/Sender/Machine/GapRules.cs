namespace Prover.Pipeline;

/// <summary>A nonce below ours that L1 misses: a foreign transaction was there when ours was signed, and is
/// gone.</summary>
internal static class GapRules
{
    /// <summary>Fills the gap once nobody else has for long enough; until then holds the job.</summary>
    public static (SenderDecision? Act, HoldReason? Hold) Judge(SenderRound round, L1Transaction row, bool old)
    {
        ulong gap = round.L1.LatestNonce;
        if (gap < round.State.Floor)
        {
            return (null, new HoldReason(
                HoldReason.Gap,
                $"L1 took back the transaction with nonce {gap}, which was final; reopen from nonce {gap}"));
        }

        if (round.L1.PendingNonce > gap)
        {
            return (null, new HoldReason(
                HoldReason.Gap, $"somebody else's transaction {gap} is in the node's pool, and ours is {row.Nonce}"));
        }

        if (old && SenderFees.First(round.L1.Fees, round.CapsFor(gap)) is { } fees
            && round.CanPay(SenderRound.FillerGas, fees.MaxFeePerGas))
        {
            return (new SenderDecision.Fill(gap, fees), null);
        }

        return (null, new HoldReason(HoldReason.Gap, $"nonce {gap} is missing on L1, and ours is {row.Nonce}"));
    }
}
